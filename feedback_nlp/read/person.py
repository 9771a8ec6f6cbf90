"""What headings are called that ask about the person: who responds, where they live, what they are.

Patterns as in `names`: for folded headings, whole.
"""

from typing import Final

from feedback_nlp.read import tongues

TYPE: Final = (
    r".*\b(responding|respond|answering|replying|completing|submitting)\b.*\b(as|on behalf|capacity|for)\b.*",
    r".*\brespondent[ _]type\b.*",
    r"type of respondent.*",
    r".*\bon behalf of\b.*",
    r".*\bin what capacity\b.*",
    r".*\b(best|better) describes? (you|your role|who)\b.*",
    r"are you( an?)?( \w+)?[:?.… ]*",
    r"i am( an?)?.{0,12}",
    r".*\bdescribes? (you|yourself|your (role|interest|connection))( best)?\b.*",
    "usted es.*",
    r".*\b(individual or|member of (the )?(public|staff))\b.*",
    "stakeholder( type| group)?",
    "category",
    "role",
    r".*\busted es\b.*",
    r".*_usted es.*",
    "which of these (are|describes) you.*",
    r"what is your (role|relationship|connection|interest|link)\b.*",
    r"(type|kind) of (organi[sz]ation|stakeholder|consultee|representor)\b.*|(organi[sz]ation|consultee|user"
    r"|contributor|representor)[ _]type",
    r"(your )?(connection|relationship|interest) (to|with|in) (the |this )?\w+.{0,30}",
    r"who are you\W*",
    r"you are( an?)?[:?.… ]*",
    r"(staff|stakeholder|professional|client|user|respondent|customer|contributor) (group|type|category)",
    r"(type of member(ship)?|member(ship)? (type|category))",
    *tongues.TYPE,
)
APPLIES: Final = (
    r"(please tell us )?which( of (these|the following))?( statements?)? (appl(y|ies)|relates?) to you\b.*",
)
WHO: Final = (
    r"(who|type|status|category|capacity|role|connection|relationship|respondent|contributor|customer|you|from"
    r"|(completed|filled in|submitted"
    r"|returned|sent) by)\b.{0,40}",
)
AREA: Final = (
    r".*\b(ccg|icb|clinical commissioning group|integrated care|nhs trust)\b.*",
    r"(which|what) (area|part|locality|place|town|district|borough|region|county|ward|nation|country)\b.*\b(live"
    r"|from|in|you|work)\b.*",
    r"(which|what)( is your)? (ccg|icb|area|region|district|county|borough|locality)\??",
    r"wo (wohnen|leben) sie.*",
    r"où (habitez|vivez).*",
    r"¿?d[oó]nde vive.*",
    r"where (do|are) you (live|from|based|located).*",
    r".*\b(area|region|district|locality) (do|are|that|where) you\b.*",
    r"(your )?(area|locality|neighbourhood|region|district|borough|county|council|local authority|ward|constituency"
    r"|trust|macro-?zona)",
    r"(which|what)( of (these|the following))?( \w+){0,4} (area|part|locality|place|town|village|district|borough"
    r"|region|county|ward|parish|nation|country|island|city|community|suburb|neighbou?rhood)s?\b.*"
    r"\b(you (live|reside|come|work|from|in|based)|(live|based|resident|reside) (in|at|near)|your home)\b.*",
    r"(which|what) is (your|the) (nearest|local|home|closest) (town|village|city|hospital|area|community).*",
    r"(your |home |nearest )?(suburb|parish|village|postal (town|area)|site|hospital( site)?|pcn)",
    r"(ward|site|hospital|clinic)( ?/ ?(ward|site|hospital|clinic|department))?( name)?",
    r"welche[rsmn]? .*(stadtteil|ort|gemeinde|region|bundesland)\b.*|(wohnort|stadtteil|gemeinde)",
    r"(us|uk|nhs|english|home|ons|government) (region|county|district|area|nation)s?",
    r"location\b.*",
    r".*\b(local authority|council) area\b.*",
    r".*\bregion of the (uk|world|country)\b.*",
    r"(state|province|state/province|country|nation|town|city|place|area|region|ward|district|county|council|borough)"
    r"( name)?",
    r"(area|place|town|county|country|district|borough|ward|region|locality|city) (of residence"
    r"|you live in|lived in)",
    r"(area|place|town|county|country|district|borough|ward|region|locality) (where )?you live( in)?",
    "residence|home (area|town)",
    r".*_macrozona",
    r".*\bin which (country|region|area|county).*",
    r"what is your (area|region|location|country|county|town|city).*",
    r"where in .* (live|based).*",
    r".*\bindique la region\b.*",
    r".*\b(please )?(select|choose|state) (your|the) (area|region|county|district|location).*",
    r"(your |home |nearest |local )?(town|village|city|settlement|island)( ?/ ?(town|village|city|area"
    r"|parish))*( name)?",
    r"which (area|town|village|city|library|hospital|community|centre|place) is (your )?(nearest|closest"
    r"|local|home)\b.*",
    r"(your )?(nearest|local|closest|home) (library|town|village|city|hospital|community|hub|centre)\b.{0,40}",
    r"in which (\w+ ){0,2}(nation|district|borough|town|village|ward|parish|city|locality|place|part|community)\b.*",
    r"(.*\b(describes?|choose|select|state|is|town|village|place) )?where you (live|work|are based|are from)\b.*",
    r".*\bwhere (do|are) you (\w+ ){0,3}from\b.*",
    r".*\bwhere (do|are) you (mainly |currently |normally |usually |mostly )?(live|living|based|from|located|work)\b.*",
    r"(which|what) (council|local authority|health board|state|province|city|village|parish|neighbou?rhood|suburb"
    r"|island)( area)? (do|are) you\b.*",
    "redcap data access group",
    "(work ?)?base( location)?",
    r"where is your (practice|organi[sz]ation|home|school|business|clinic|team|work\w*)\b.*",
    r"(which|what) (library|hospital|centre|hub|site|surgery|clinic|park|pool|school|station|branch)"
    r" do you (mainly |usually |mostly |normally )?"
    r"(use|visit|attend|go to|travel from)\b.*",
    r"(street|road|branch|gor|ics|street or area|road or area)( name)?",
    r"what is your (\w+ or )?(area|town|street|village|ward|parish|district)\b.*",
    *tongues.AREA,
)
POSTCODE: Final = (r".*\bpost ?-?codes?\b.*", r".*\b(zip|postal)[ -]?codes?\b.*", *tongues.POSTCODE)
ORGANISATION: Final = (
    r"(your )?(organi[sz]ation|company|employer|practice|job|occupation|institution)s?:?",
    r".*\b(name of (your |the )?(organi[sz]ation|company|practice|group)|(organi[sz]ation|company|employer"
    r"|institution|job)('s)? (name|title)|nombre institucion)\b.*",
    r".*nombre (de la )?institucion.*",
)
CHARACTERISTIC: Final = (
    r"(?!.*\b(affect|impact|improv\w+|concerns?|views?|comments?|why|explain)\b).*\b(ethnic\w*"
    r"|nationality|religio\w*|gender"
    r"|sexual orientation|sex|marital status|occupation|job|profession|employment|(first|main|preferred) language"
    r"|disabilit(y|ies)|impairments?|condition|what you do)\b.*",
)
QUANTITY: Final = (
    r".*\bhow (many|much|long|old|often|far|frequently)\b.*",
    r"(your |what is your )?(age|year of birth|birth year)\b.*",
    r".*\bnumber of\b.*",
)
