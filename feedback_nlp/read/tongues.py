"""What headings are called in Dutch, French, German, Italian, Portuguese, Spanish and Welsh.

Patterns as in `names`, for folded headings, whole. Public bodies here publish in Welsh and English, and exports of
European partners come in their own language; a question about the proposal must not be lost for that.
"""

from typing import Final

AREA: Final = (
    # Dutch
    r".*\b(wijk|buurt|gemeente|woonplaats|dorp|stad|regio|provincie|stadsdeel)\b.*\b(woon(t|achtig)?"
    r"|werkt?|bent) (u|je|jij)\b.*",
    r"waar (woont u|woon je|werkt u).*",
    r"(uw |je |jouw |wat is (uw|je) )?(wijk|buurt|gemeente|woonplaats|stadsdeel|dorp|provincie)\W*",
    # French
    r".*\b(quartier|commune|ville|village|arrondissement|département|région|secteur|canton)\b.*"
    r"\b(habitez|vivez|résidez|travaillez)\b.*",
    r"(votre |quel(le)? est votre )?(quartier|commune|ville|village|arrondissement|département|région"
    r"|lieu de (résidence|vie)|commune de résidence)\W*",
    # German
    r".*\b(stadtteil|ortsteil|stadtbezirk|bezirk|gemeinde|ortschaft|landkreis|bundesland|region|wohnort|kommune|stadt"
    r"|dorf)\b.*\b(wohnen|leben|arbeiten|kommen) sie\b.*",
    r"(in welche[rnm] |aus welche[rnm] )?(ihre? |welche[rsnm]? )?"
    r"(stadtteil|ortsteil|stadtbezirk|bezirk|gemeinde|ortschaft|landkreis|bundesland|wohnort|kommune)\W*",
    # Italian and Portuguese
    r".*\b(quartiere|comune|frazione|città|bairro|concelho|freguesia|município|cidade)\b.*"
    r"\b(abit\w+|viv\w+|resid\w+|mora)\b.*",
    r"(il suo |em que |qual é (o seu|a sua) )?(quartiere|comune( di residenza)?|bairro|concelho|freguesia"
    r"|município)\W*",
    # Spanish
    r"¿?(en |de )?(qué|cuál)( es su)? (barrio|municipio|comuna|distrito|región|ciudad|pueblo|localidad"
    r"|provincia|zona)\b.*",
    r"(su )?(barrio|municipio|comuna|distrito|ciudad|localidad|provincia)\W*",
    # Welsh
    r"(ble|lle) (rydych|ydych|dych|wyt|rwyt)\b.*\b(byw|gweithio)\b.*",
    r"(ym mha|pa) (ardal|ran|sir|dref|tref|bentref|pentref|ward|gymuned)\b.*",
    r"(eich )?(ardal|sir|tref|pentref|cymuned)\W*",
)  # fmt: skip
POSTCODE: Final = (r".*\b(code postal|código postal|codice postale|postleitzahl|plz|cod post|côd post)\b.*",)
TYPE: Final = (
    r"(ik (reageer|antwoord|vul .{1,30} in) als|u (reageert|bent)|reageert u|bent u (een|inwoner|bewoner)"
    r"|in welke hoedanigheid)\b.*",
    r"(vous (répondez|participez|intervenez)|(à|en) (quel titre|quelle qualité)|quel est votre statut)\b.*",
    r"(ich antworte|sie antworten|antworten sie|in welcher (funktion|rolle|eigenschaft))\b.*",
    r"¿?(usted )?(responde|participa|es usted|en calidad de qué)\b.*|soy.{0,15}",
    r"(lei risponde|risponde|in qualità di|responde (como|na qualidade))\b.*",
    r"(a )?(ydych|dych) chi('n)? (ateb|ymateb)\b.*|ym mha (rôl|swydd\w*)\b.*",
    # "You are ...": a stem to be ended, not "Sind Sie mit uns zufrieden?"
    r"(ik ben|ich bin|je suis|vous êtes|sie sind|sind sie|rydw i'n|rwy'n)( (een|ein\w*|une?))?.{0,12}",
)
POSITION: Final = (
    r".*\b(voor of tegen|eens|oneens|steunt u|steun je|voorstander|tegenstander|vindt u van het (plan|voorstel))\b.*",
    r".*\b(pour ou contre|favorables?|défavorables?|d'accord|soutenez|approuvez|êtes-vous (pour|contre)"
    r"|opposée?s?)\b.*",
    r".*\b(unterstützen|befürworten|einverstanden|dafür oder dagegen|für oder gegen|stimmen sie|zustimmen|lehnen sie"
    r"|halten sie (von|vom)|(stehen|stehst) (sie|du) zu\w?)\b.*",
    r".*\b(de acuerdo|a favor|en contra|apoya|favorevole|contrari[oa]|d'accordo|sostiene|concorda|apoia)\b.*",
    r".*\b(cefnogi|cytuno|anghytuno|o blaid|yn erbyn|gwrthwynebu)\b.*",
)
ASKS: Final = (
    r"(waarom|pourquoi|warum|weshalb|wieso|perché|pam|¿?por qué|porquê|pour quelles? raisons?)\b.*",
    r".*\b(toelichting|opmerking(en)?|licht .* toe|commentaires?|remarques?|précise[rz]|expliquez|motivez|begründe\w*"
    r"|begründung|anmerkungen?|kommentare?|bemerkungen|comentarios?|observaciones|explique|commenti|osservazioni"
    r"|sylwadau|eglurwch|esboniwch|rhesymau)\b.*",
)
ASKED: Final = (
    r"(wat|hoe|welke|heeft u|heb je|wie|quel\w*|qu'\w+|que|comment|avez-vous|was|wie|welche\w*|haben sie|¿?qué|¿?cómo"
    r"|¿?cuál\w*|¿?tiene|che cosa|cosa|come|quali?|o que|beth|sut|oes)\b.*",
)
AGREEMENT: Final = (
    # Whole answers: yes, no, do not know.
    r"(?:ja|nee|nein|oui|non|s[ií]|não|no|ydw|nac ydw|oes|nac oes|ie|na|cytuno|anghytuno)"
    r"(?:[ ,-]+(?:auf jeden fall|auf keinen fall|sicher|unbedingt|absolut\w*|met .{1,30}|mit .{1,30}|mais .{1,30}"
    r"|tout à fait|con .{1,30}|pero .{1,30}|maar .{1,30}|aber .{1,30}))?",
    r"weiß (?:ich )?nicht|keine (?:meinung|angabe)|weet (?:ik )?niet|geen mening|(?:je )?ne sai[st] pas|sans opinion"
    r"|ne se prononce pas|no (?:sé|sabe)|sin opinión|non so|ddim yn (?:gwybod|siŵr)|dim barn|não sei"
    r"|kann ich nicht sagen",
    # Dutch
    r"(?:(?:zeer|helemaal|heel|volledig|eerder|enigszins|beetje|een|noch|niet|niet voor,?|erg|sterk) )*"
    r"(?:mee )?(?:eens|oneens|voor|tegen|neutraal|voorstander|tegenstander)(?: (?:noch"
    r"|niet) (?:mee )?(?:oneens|tegen|eens))?",
    # French
    r"(?:(?:tout|très|plutôt|assez|pas|à|fait|du tout|totalement|complètement|ni|entièrement) )*"
    r"(?:d'accord|pour|contre|favorables?|défavorables?|opposée?|neutre)(?: ni .{1,20})?",
    # German
    r"(?:(?:stimme|voll|ganz|und|völlig|eher|teilweise|sehr|überhaupt|nicht|weder|bin|lehne|es|das|ich|klar) )*"
    r"(?:dafür|dagegen|zu|ja|nein|einverstanden|ab|neutral|unentschieden|teils|befürworte\w*|unterstütze\w*|ablehnend"
    r"|zustimmend|unentschlossen|egal)(?:[ ,/-]*(?:nicht )?(?:teils|noch dagegen|nicht zu|ab|nicht|zu|es))*",
    # Spanish, Italian, Portuguese
    r"(?:(?:muy|totalmente|algo|más bien|poco|completamente|parcialmente|ni|del tutto|abbastanza|molto|per niente) )*"
    r"(?:(?:de|en|in) (?:des)?acuerdo|a favor|en contra|d'accordo|in disaccordo|favorevole|contrari[oa]|neutrale?"
    r"|concordo|discordo|indiferente)(?: (?:totalmente|parcialmente|ni .{1,20}))?",
    # Welsh
    r"(?:(?:yn|rwy'n|rwyf|ddim|heb|wyf) )*(?:cefnogi|cytuno|anghytuno|gwrthwynebu|o blaid|erbyn|niwtral)(?:'n| yn)?"
    r"(?: (?:gryf|rhannol|llwyr|nac .{1,20}))?",
)  # fmt: skip
"""Whole answers, folded, that are degrees of being for or against; together with the question they make a position."""
SCALE: Final = (
    # Dutch, French, German, Italian and Spanish
    r"(?:(?:zeer|heel|erg|niet|redelijk|sehr|eher|ziemlich|nicht|gar|très|plutôt|assez|pas|peu|muy|bastante|poco|molto"
    r"|abbastanza|nada|helemaal) )*(?:goed|slecht|matig|tevreden|ontevreden|belangrijk|onbelangrijk|gut|schlecht|mittel"
    r"|zufrieden|unzufrieden|wichtig|unwichtig|bon(?:ne)?|bien|mauvaise?|mal|moyen(?:ne)?|satisfaite?s?|insatisfaite?s?"
    r"|importante?|buen[oa]|mal[oa]|regular|satisfech[oa]|neutraal|neutral|neutre|immer|nie|manchmal|oft|altijd|nooit"
    r"|soms|toujours|jamais|parfois|siempre|nunca)",
)
"""Whole answers, folded, that are degrees of something."""
