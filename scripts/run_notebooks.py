"""Run the notebooks from top to bottom and keep their outputs: `python scripts/run_notebooks.py`.

Saved notebooks hold nothing that changes from run to run or tells of this machine: no times, no paths, no warnings.
"""

import re
import sys
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[1] / "notebooks"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_OF_THIS_MACHINE = re.compile(r"site-packages|/tmp/|/home/|/root/|/Users/|[A-Z]:\\\\|0x[0-9a-f]{8}")


class ThisPython(KernelSpecManager):
    """Kernels of the Python that asks, whatever kernels are registered on the machine."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:  # noqa: D102
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name=kernel_name,
            language="python",
        )


def execute(path: Path, *, timeout: int = 300) -> NotebookNode:
    """Return the notebook at `path`, run in a fresh kernel, in its own folder; a cell that fails raises."""
    notebook = nbformat.read(path, as_version=4)
    kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, km=kernel, timeout=timeout, record_timing=False, resources=place).execute()
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
    return notebook


def faults(notebook: NotebookNode) -> list[str]:
    """Return what must not be kept of a run: errors, warnings, and whatever points to this machine."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error" or output.get("name") == "stderr":
                found.append(f"{cell.id}: {output.get('ename') or output.text}")
            elif there := _OF_THIS_MACHINE.search(str(output)):
                found.append(f"{cell.id}: {there[0]} in an output")
    return found


def main() -> int:
    wrong = []
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = execute(path)
        wrong += [f"{path.name}, cell {fault}" for fault in faults(notebook)]
        if not wrong:
            nbformat.write(notebook, path)
            print(f"{path.name}: {len(notebook.cells)} cells")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
