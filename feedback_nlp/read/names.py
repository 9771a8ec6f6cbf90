"""What headings are called, as data: patterns for folded headings (lower case, single spaces), whole.

Platforms' own names are in `layouts`; these are the words that people use whatever the platform.
"""

from typing import Final

from feedback_nlp.read import tongues

ID: Final = (
    r"(respondent|response|participant|submission|contribution|comment|record|case|survey|user|person|unique)[ _-]?"
    r"(id|no|nr|number|ref|reference|identifier|key)\.?",
    "id",
    "#",
    "urn",
    "uuid",
    "guid",
    "reference( number)?",
    "ref",
    "respondent",
    "token",
    ".*_id",
    "case",
    "row([ _]?(id|index|no|number))?",
    "author-id",
    r"p\d+_id .*",
    "id .*",
    "document id",
    "tracking number",
    r"serial( (no|number)\.?)?",
    r"(your |our )?(unique )?(ref(erence)?|response|submission|respondent)[ _.]*(no|nr|num|number|code|ref)\.?",
    "antwort[- ]?id|id de (la )?(réponse|respuesta)|id(entifiant)?",
    r"entry[ _-]?(id|no|number|ref)",
)
DATE: Final = (
    r"(start|end|submit|submitted|submission|completion|completed|recorded|created|received|response)[ _-]?(date"
    r"|time|at|on)?"
    r"( ?\(utc\))?",
    "date",
    "timestamp",
    "datetime",
    "time",
    r"date[ _-](submitted|created|received|completed)",
    r"date[ _-]of[ _-](your |the )?(response|submission|contribution|completion|receipt|survey|comment|entry)",
    r".*_timestamp",
    r"(?!.*\bbirth).{0,30}\bdate",
    "time (started|submitted|completed)",
    "started",
    "ended",
    r"\w+[-_ ]date[-_ ]?\w*",
    "received( (on|at|date))?",
    "last action",
    "datum.*|fecha.*|date (de|du) .*|marca temporal|zeitstempel|horodateur|tijdstempel|carimbo de data.*",
)
METADATA: Final = (
    "collector.*",
    "duration.*",
    "time taken.*",
    "interviewtime",
    "browser",
    "device.*",
    "user ?agent",
    "referr?er",
    "url",
    "language",
    "lang",
    "locale",
    "progress",
    "finished",
    "status",
    "last ?page",
    "seed",
    "version",
    r"custom ?data.*",
    "latitude|longitude|lat|lng|lon",
    "agency id|docket id",
    "is withdrawn.?",
    "allow late .*",
    "page count",
    "start end page",
    r".*\bfiles?",
    "(method|mode)( of (response|collection|contact))?",
    "language of (the )?(response|survey)",
    "letzte seite|start-?sprache|zufallsstartwert|dernière page|langue de départ|última página|idioma inicial",
    r"(total|group|question|page)[ _]?time\b.*",
    "time to complete",
    "upvotes|downvotes|votes|replies",
    r"(survey|questionnaire|form|idea|project|consultation) (name|title|version)",
    "network id",
    "channel",
    "source",
    "collector",
    "score",
    "total points",
    "row",
)
PERSONAL: Final = (
    r"(?:.*\b)?e-?mail(?: address)?\b.*",
    r"(?:.*\b)?(?:tele|mobile |contact )?phone(?: number)?\b.*",
    r"ip ?addr(?:ess)?",
    r"(?:your |full |first |last |fore|sur|family |given |contact |user ?|screen |what is your |q\d+[.:]? "
    r")*name\b.{0,12}",
    r"name[ _](?:first|last).*",
    "(?:home |postal |your )?address(?: line.*| \\d)?",
    "(?:tele)?phone.*",
    "twitter.*",
    "login.*",
    r"contact (number|details?).*",
    "dob|date of birth",
    r"nhs number|ni number",
    r"linkedin.*",
    "signature",
    "(?:.*\\b)?github (?:id|handle|username).*",
)
STAFF: Final = (
    r"(.* - )?analysts?'?( (notes?|fields?|comments?|tags?|words?))?",
    r"analysts?'? .{0,40}",
    r"(.* - )?(cod(er|ing|ed)|code ?frame)s?( (notes?|comments?|initials|by|id|name|score|\d+))?",
    r"(.* - )?(internal|staff|officer|admin|moderator|reviewer|council|team|lpa|authority)('?s)?"
    r" (note|comment|response|reply|recommendation|summary|action|assessment)s?",
    r"(.* - )?(themes?|tags?|sentiment|moderated|redacted)( \d+)?\??",
    "comment sentiment",
    "recommended action",
    r"(\w+ )?repl(y|ies)( text| body| sent)?",
    r"(for )?(office|internal) use( only)?.*",
)
POSITION: Final = (
    r".*\b(support|oppose|in favou?r of|approve of)\b.*\b(propos\w+|plan|change|option|merger|approach|policy"
    r"|idea)\b.*",
    r".*\b(agree|disagree)\b.*\b(propos\w+|plan|change|option|merger|approach|policy|aim|recommendation|objetivo"
    r"|with)\b.*",
    r".*\bto what extent\b.*\b(support|agree|oppose)\b.*",
    r".*\bdo you (support|agree|oppose)\b.*",
    r".*\bde acuerdo\b.*",
    r".*\b(level of support|position|stance|your view on)\b.*",
    r"(do you )?(support|object|in favour|for)( ?/ ?| or )(oppose|object|support|against)( .*)?\??",
    r"(support|agree|in favour|support level|view)\??",
    r".*\bdo you( \w+ly)? (support|agree|oppose)\b.*",
    r".*\bfor or against\b.*",
    r"(support|oppose|object|agree)\?? ?\(?(y ?/ ?n|yes ?/ ?no)\)?\??",
    *tongues.POSITION,
)
FEELING: Final = (
    r".*\b(how do you feel|what (do|did) you think|your (overall )?(view|opinion|impression)|wat vindt u|was halten sie"
    r"|que pensez-vous|qué (opina|piensa))\b.*\b(propos\w+|plans?|designs?|scheme|changes?|ideas?|options?|merger"
    r"|voorstel|vorhaben|projets?|proyecto|propuesta)\b.*",
)
# Of what is confidential nobody says "Yes" and consents; refusals are found by `leave`, whatever their words.
_NOT_CONFIDENTIAL: Final = r"(?!.*\bconfidential\b[^.?!]*\W*$)"
CONSENT: Final = (
    r".*\bconsent\w*\b.*",
    rf"{_NOT_CONFIDENTIAL}.*\bpublish\w*\b.*\b(response|summary|name|answers?|comments?)\b.*",
    rf"{_NOT_CONFIDENTIAL}.*\b(privacy|gdpr|data protection)\b.*",
    r".*\bhappy for (us|your)\b.*",
    r".*\bpermission\b.*",
    r".*\b(may|can) we (quote|publish|contact|use)\b.*",
    r".*\b(to|be|us|my|i) quot(e|ed|ing)\b.*",
)
LEAVE: Final = (
    r".*\bdo you (agree|consent)\b.{0,40}\b(be|being|us) quot(ed|ing)\b.*",
    rf"{_NOT_CONFIDENTIAL}.*\bdo you (agree|consent)\b.{{0,20}}\b(my|your)\b.{{0,40}}"
    r"\b(be|being) (quoted|publish\w*)\b.*",
)
"""What asks for leave to quote, although "do you agree" mostly asks for support."""
OTHER: Final = (
    r"other:?",
    r".*\bother\b.{0,20}\b(specify|state|write[- ]?in|describe|explain|tell us|detail\w*)\b.*",
    r"(any )?other\b.{0,30},? (please )?\b(describe|specify|state|say|explain)\b.*",
    r".*- other( ?[(-] ?)?(text|please.*)?\)?",
    r".*_oth(er)?(_.*)?",
    "(please )?(specify|state)( other)?[:.]?",
    r".*\bif (you (selected|chose|ticked|answered|said) )?'?\"?other\b.*",
    r"any other .*/ ?<?text>?",
    r"other[,:]? please.*",
    r"if other\b.*",
    r".*\bplease specify\b.*",
    r".*\[other\].*",
    r".*[_ ]other(_.*)?",
    r"other_.*",
    r".* - other",
    r"write[- ]?in.*",
    r"sonstiges.*|otro.*|autre.*",
)
ASKS: Final = (
    r".*\b(comments?|explain|suggestions?|feedback|in your own words|anything else|tell us|reasons? (for|behind)"
    r"|elaborate)\b.*",
    r"(.* - )?why( not)?\??",
    r".*_comments?",
    *tongues.ASKS,
)
EXPLAIN: Final = (
    r".*\b(comments?|explain|suggestions?|in your own words|anything else|tell us (more|why|about)|elaborate)\b.*",
    r".*_comments?",
    *tongues.ASKS,
)
WISHES: Final = (
    r".*\b(what (would|should|could) (you|we|they)|anything else|what else|what one thing|one thing (you|we))\b.*",
)
OPEN: Final = (
    r".*\b(comments?|explain|suggest\w*|feedback|reasons?|thoughts?|describe|elaborate|tell us|in your own words"
    r"|free text|open-ended"
    r"|concerns?|ideas?|views?|opinion|anything else|other points|expand|details?|improve\w*|desired_result"
    r"|antecedentes)\b.*",
    r"(.* - )?why( not)?\??",
    r".*\bwhy\b.*",
    r".*\bhow (can|could|would|should|might|do|did|does)\b.*",
    r".*\bwhat (do|did|are|is|would|could|should|else|can|might|worked|went|one|services|efforts|other)\b.*",
    r".*_(comments?|text)",
    r".*\b(please )?(give|provide|share|use this space)\b.*",
    r".*_(thoughts|reasons?|barriers?)",
    *tongues.ASKS,
)
ASKED: Final = (
    r"(what|how|why|which|please|are there|is there|do you|did you|have you|can you|if (so|not|yes|no)"
    r"|who|where)\b.*",
    r"(.*[ _])?(text|notes?|impacts?|answers?|verbatim|views?|remarks?|message)([ _:].*)?",
    *tongues.ASKED,
)
SPECIFY: Final = (
    r".*\bspecify\b.*",
    r".*\bwrite[- ]?in\b.*",
    r".*_\d+_text",
    r".*- text",
    r".*_oth(er)?",
    r"other_.*",
    r".*\bother\b.{0,30}\bplease (state|say|describe|give details)\b.*",
    r".*\[other\]",
    r"any other .*/.*",
    r".*\bif (you (selected|chose|ticked) )?'?\"?other\b.*",
)
PREFERENCE: Final = (
    r".*\bwhich (of (the|these) )?(\w+ )?(options?|proposals?|models?|plans?|designs?|scenarios?|sites?)\b.*"
    r"\b(support|prefer|favou?r|choose|like best)\b.*",
    r"preferred (option|proposal|model|plan|design|scenario|site).*",
)
TICK: Final = (
    r".*\b(tick|select|choose|pick|check) (all|any|one|up to|as many|the|your|from|which|a maximum|\d)\b.*",
    r".*\ball that apply\b.*",
)
