"""What people type instead of an answer: the rules, as data, each with its reason.

Every pattern must match a *whole* answer, folded by `state.fold` (lower case, straight quotes, single spaces, no
punctuation at the ends). "No comment on the merger, but parking is awful" is an answer, and matches none.
"""

from typing import Final

TESTS: Final = (
    # Whoever set the survey up tried it before it opened. Matched on the words alone, without any punctuation. A bare
    # "testing" may be what somebody wants more of, and stays an answer.
    r"(please |kindly )?((ignore|disregard|delete)( this| me)?( |$))?(because |as )?"
    r"((this|it) (is|was) |this )?(just |only )*(a |my )?"
    r"(test ?\d{0,4}|(test ?){2,6}\d{0,4}|(testing ){1,5}testing|(testing )+(\d ?){1,6}|just testing|testing this)"
    r"( (only|answer|response|entry|submission|row|record|run|survey|comment|data|case|text))*( \d{1,4})?"
    r"( (please |so |kindly )*(ignore|disregard|delete|remove)( (this|me|it))?( (please|thanks|thank you))?)?",
)

NOT_GIVEN: Final = (
    # Placeholders that a survey platform or a typist enters for an empty box: nobody wrote them as an answer.
    r"\(?(did|have|has) (not|n't) answer(ed)?( (this|the|that) question)?\)?",
    r"didn'?t answer( (this|the|that) question)?",
    r"not (answered|completed|provided|given|supplied|filled in)",
    r"no (answer|response|reply|text|feedback|data)( (given|provided|entered|supplied|received|recorded))?",
    r"(left |question )?(blank|skipped|unanswered|missing)",
    r"(question )?not asked",
    r"null|nan|#n/?a|#null!|\(blank\)|\[blank\]|<blank>|<null>",
)

UNREADABLE: Final = (
    # What a typist notes when handwriting on a paper form cannot be read.
    r"[\[(<]?(entirely |completely |text |handwriting |answer |response |comment )?(is )?"
    r"(unreadable|illegible|indecipherable|not legible|not readable)( handwriting| text| answer| response"
    r"| comment)?[\])>]?",
    r"[\[(<]?(cannot|can't|could not|couldn't|unable to) (be )?(read|decipher)( (this|handwriting|answer"
    r"|response))?[\])>]?",
)

NON_ANSWERS: Final = (
    # Not applicable.
    r"n ?[./\\-]? ?a",
    r"not? ?app?licable( (to me|to us|here|at this time))?|not relevant( to me)?|does ?n[o']?t apply( to me)?"
    r"|doesnt apply",
    # Nothing. In the Friends and Family Test "What could we do better?" draws hundreds of a bare "Nothing".
    r"none?( (that|which) (i|we) (can|could) think of| (known|really|whatsoever|at all|at present|at this time|yet"
    r"|for (me|now)|come to mind|spring to mind|of note))*",
    r"nil|nada|zilch|nowt|zero|nope nothing|naught|nought|nil return|nil response",
    r"(absolutely |really |probably |there('?s| is| was) |n/?a |no,? |i have |we have |i've got |i've |"
    r"i can think of |can think of )*"
    r"noth(ing|in|ng|inhg|ink)"
    r"( (really|at all|whatsoever|specific|in particular|particularly|much|more|else|further|comes to mind"
    r"|springs to mind|"
    r"to add|to say|to report|to comment( on)?|extra|new|other|special|of note|i can think of|that i can think of|"
    r"(that )?comes? to mind|at present|at this time|at the moment|right now|now|for now|yet|here|thanks?|thank you|"
    r"i'm afraid|sorry|to be honest|tbh|i know of|not a thing|beyond (this|that)|that i know of|to mention))*",
    r"not a (thing|sausage)|not (any|much) to (say|add)|not anything|(nothing|none|no),? not (really|anything)",
    r"can'?t think of (anything|any|one|a thing)( else| more| (at the moment|right now|at present|off hand|offhand))*",
    r"(i |we )?(can'?t|cannot|couldn'?t|could not|can not) (really )?think of (anything|any|one|a thing)"
    r"( else| more| at the moment| right now| at present| offhand| to (add|say|improve))*",
    # No comment.
    r"(i |we |i've |we've |i'?ve got |there (are|is) )?(have |had |make |got )?(no|any|zero|without"
    r"|nothing to) (further |other |more |additional |specific |"
    r"particular |strong |real |extra |special )*(comments?|remarks?|opinions?|views?|thoughts?|feedback|suggestions?|"
    r"ideas?|answers?|responses?|observations?|preferences?|input|reply)"
    r"( (to (make|add|offer|give|share)|at (this|the) (time|stage|moment|point)|at present|at all|on this( (one"
    r"|question|matter|issue|point|section))?|"
    r"about this|really|thanks?|thank you|either way|here|yet|for now|so far|needed|necessary|required))*",
    r"(i )?(do not|don'?t) (have|want|wish) (to )?(any(thing)?|a|an|make)? ?(further |other |strong |more "
    r"|particular )?"
    r"(comments?|answer|comment|opinions?|views?|thoughts?|say|add|suggestions?|ideas?)( (to (add|make|say)|on this"
    r"|at this time|either way|here|this))*",
    r"(i )?(see|can see) no (reason|need) to (comment|answer|respond|reply)( further| on this| here)?",
    r"(i |we )?(prefer|would (prefer|rather)|i'?d (prefer|rather)|wish|choose|chose|decline|declined) not to "
    r"(say|comment|answer|respond|disclose|state)( (this|here|that)( question)?)?",
    r"(i |we )?declined?( to (answer|comment|say|respond))?|pass|skip|skip this( one| question)?",
    r"no (more|further|additional|other)( (to (add|say)|than (that|this)))?|no more to (say|add)|nothing",
    # Don't know. "Not sure it will work" has an object, and is an answer.
    r"(i |we |sorry,? )?(really |honestly |just |genuinely |simply )*(do not|do n't|don'?t|dont|dunno|wouldn'?t"
    r"|would not) ?"
    r"(really |honestly )?(know|no|kno)( (enough( (about (it|this|that)|to (comment|say|answer)))?|really|yet|sorry|"
    r"what to (say|suggest|put|write|add)|how to answer( this)?|at (this|the) (time|stage|moment)|the answer"
    r"|anything about (it|this)))*",
    r"dunno|idk|d/k|dk|don'?t no|no idea( (at all|really|sorry|what (this|that|it) (is|means)))?|no clue"
    r"|haven'?t a clue|have no idea|i have no idea|not a clue",
    r"(i am |i'?m |we are |am )?(really |honestly |just |still )?(not (really |entirely |too |so |very |quite )?"
    r"|un)(sure|certain)( (at (the|this) (moment|time|stage)|yet|really|"
    r"what to (say|suggest|put|write|add)|sorry|about (this|that|it)( one)?|how to answer( this)?))*",
    r"(it'?s |it is )?(too early|too soon|hard|difficult|impossible) to (say|tell|know|judge|comment)( (yet|really"
    r"|at (this|the) (stage|moment|time)))?",
    r"(i |we )?(can'?t|cannot|can not|could not|couldn'?t|unable to|am unable to) (really )?(say|comment|answer"
    r"|tell)( (on|for|to)? ?(this|that|it|here|yet|really|sorry|(this|the) question))*",
    r"(i )?(do not|don'?t|dont|didn'?t|did not) (really )?understand( (the|this|that|your) question| (what (you'?re"
    r"|you are) asking)| it| this)?",
    r"to be (confirmed|decided|advised|determined)|tbc|tbd|tba|later|will (answer|comment|respond) later",
    r"(i |we )?(have )?no (strong )?(opinion|view|feelings?|preference)s?( either way| on (this|the matter|it))?",
    r"no[ ,.]+(nothing|none|no comments?|thank you|thanks|thankyou|ta|cheers)( (to add|else|really))?",
    r"(nothing|none|noth|nowt),? ?(for me|in my case|obvious|thank ?you|in (our|my) case|so far)|for me,? nothing"
    r"|noth|isn't nowt|"
    r"not that i (can think of|know of|am aware of|could think of)|no comments? ?/ ?complaints?|no comments?,? n/?a",
    r"as if|whatever|who cares|no thanks|no thank you|none thanks|none thank you|meh",
)

YES_NO: Final = (
    # "Yes" or "No" alone is an answer to "Do you support this?", and none to "Anything else you want to tell us?".
    # Without the wording of the question it is kept: setting it aside could lose somebody's answer.
    r"(no|nope|nah|yes|yep|yeah|y|n|aye|not really|no not really|not at (all|present|the moment|this time)"
    r"|no problems?|"
    r"not that i can think of|not that i know of|i don'?t think so|don'?t think so|no i don'?t"
    r"|no i do not)( (thanks|thank you|sir|sorry|really))?",
)
_INVITING: Final = (
    r"(?:(?:and|or|finally|lastly|please|kindly|is|are|there|do|have|you|you'd|got|if|would|like|want|wish|to|us|add"
    r"|make|give|share|provide|leave|write|enter|tell|let|know|say|use|the|this|your|of|box|space|below|here|for|can"
    r"|think|we|overall|optional|section|before|go|now) +)*"
)
_MORE: Final = r"(?:(?:other|further|additional|more|general|final) +(?:or |and )?)+"
_REMARKS: Final = r"(?:comments?|suggestions?|feedback|remarks?|questions?)"
INVITES_MORE: Final = (
    # Questions that only ask whether there is more to say. Nothing but inviting words may stand before the invitation:
    # "No" answers "Would any of these changes make it more difficult?" and "Should it close, and is there anything
    # else?". It answers no "How" or "What", so after these the invitation may come later.
    r"(?:q?\d{1,3}[a-z]?\W+)?(?:(?:how|what|who|which|why|when|where|please|is there anyone)\b.* )?"
    + _INVITING
    + rf"(?:(?:any )?{_MORE}(?:{_REMARKS}|thoughts?|views?|information|ideas?|points?|concerns?|issues?|things?"
    r"|matters?)"
    r"|any thoughts? to (?:add|share)"
    rf"|(?:any|have) {_REMARKS}"
    r"|(?<!\bwould )(?<!\bcan )(?<!\bis )(?:any|some)thing"
    r" (?:else|further|to (?:add|say)|more(?= (?:that|you|we|to)\b|$))"
    r"|(?:any|some)thing\b.{0,40} (?:like|want|wish) to (?:add|say|tell us|share|comment)"
    r"|(?:say|add|share|tell us) (?:any|some)thing|(?:like|want|wish) to (?:comment|say|tell us))\b.*",
)

ELSEWHERE: Final = (
    # A pointer to an answer given in another place. Whole answers only: "As above, and parking" adds something. A bare
    # "Earlier" may be when somebody wants appointments.
    r"(?!(?:please |just |the )*(?:earlier|before|prior)(?: (?:please|thanks|thank you|too|again|really))*$)"
    r"(same |please |again |just |both |all |also )*(as|see|read|refer to|per|like)?( (the|my|our|to|per))* ?"
    r"(above|ditto|idem|overleaf|over page|below|previous(ly)?|prior|earlier|before|aforementioned)"
    r"( (answers?|responses?|comments?|replys?|reply|statements?|remarks?|questions?|points?|page|stated|mentioned"
    r"|said|answered|noted|described|explained|"
    r"box(es)?|section|given|statement|text|please|thanks|thank you|too|again|really|regarding this"
    r"|to this question|on this|for this))*",
    r"(same|ditto)( (again|answer|thing|response|comments?|here|reply|as (q(uestion)?|number|no|answer|for|in|my"
    r"|the|above|before|that|last|first|previous|to|one|two|other|question|\d|[.])+[\w ,.]{0,25}))*",
    r"(please |kindly )*(also )?(see|refer( back)? to|read|look at|check|as in|as per|as for|as|per|cf)( (my|our"
    r"|the|to|in|answers?|responses?|comments?|reply|replies|under|at|for|from|on))* ?"
    r"((q(uestion|n|s)?s?|no|number|box|section|part|page|point|answer|item|para|paragraph) ?[#.]? ?\d{1,2} ?[a-z]?"
    r"|q ?\d{1,2}[a-z]?)"
    r"( ?(,|&|and|to|-|/|or) ?(q(uestion|n)?)? ?\d{1,2}[a-z]?)*( (above|below|please|thanks|thank you"
    r"|for my (answer|comments?|views?)|answers?|responses?|comments?))*",
    r"(please |kindly )*(also )?(see|refer( back)? to|read|as per|as in|as)( (my|our|the|other|first|second|third"
    r"|last|next|previous|main|earlier|preceding|following|final|initial|general))+ "
    r"(answers?|responses?|comments?|reply|replies|questions?|statements?|letter|email|e-mail|submission|document"
    r"|report|page|sheet|box|one|notes?)"
    r"( (above|below|attached|enclosed|sent|separately|already|provided|given|to|the|my|q(uestion)? ?\d{0,2}"
    r"|question|previous|first|last|please|thanks|thank you|by (email|post)))*",
    r"(i |we |i have |i've |we have |have |has |been )*(already |previously |just )+(been )?(answered|said|stated"
    r"|mentioned|covered|commented|explained|given|responded|addressed|replied|done)"
    r"( (this|that|it|above|before|already|my (answer|views?|opinion|comments?)|in (the |my |a )?(previous|earlier"
    r"|other|first|last|above) (question|answer|box|comment|response|section)|in q(uestion)? ?\d{1,2}))*",
    r"(please )?(see|look at|said|as|refer to) (it |this )?(in |at )?((my|the|answers?|previous|earlier|last|entry"
    r"|response) ?)*"
    r"(above|previous(ly)?|earlier|before)( (entry|described|response|answer|comment|described|discussed|explained))*",
    r"as (I |i |we |already |previously |was )*(stated|mentioned|said|noted|explained|described|discussed|given|"
    r"answered)( already| previously| before| above| earlier| elsewhere"
    r"| in (the |my )?(previous|earlier|first|last) (answer|question|comment|section)"
    r"| in q(uestion)? ?\d{1,2})+",
    r"(nothing|no|none),? (same )?as (above|before)",
    r"(answered|covered|stated|mentioned|addressed|said|explained|commented|given|discussed|noted)( (already|above"
    r"|previously|before|earlier|in (the |my )?(previous|earlier|other|last|first) "
    r"(question|answer|box|comment|response|section)|(in|under|at|see) q(uestion)? ?\d{1,2}))+",
)
ATTACHED_OPENERS: Final = (
    r"(?:please|pls|kindly|see|find|refer|view|read|attached|enclosed|attachments?|full|our|my|comments?|response|the|"
    r"we have attached|i have attached|letter|document|file|pdf|report)"
)
"""A pointer to an attachment opens with one of these, is one short sentence, and says that something is attached."""
_DOCUMENT: Final = (
    r"(?:responses?|comments?|commentary|reply|replies|answers?|views|feedback|letters?|documents?|files?|pdfs?"
    r"|reports?|submissions?|statements?|papers?|pages?|sheets?|forms?|notes?|emails?)"
)
ATTACHED_POINTERS: Final = (
    # What is attached must be something to read: a surgery has a pharmacy attached, and a car park.
    r"\b(?:see|find|refer|view|read|review)\b.* (?:attach\w*|enclosed|uploaded|separate)\b",
    r"^(?:attached|enclosed) +please find\b",
    rf"\b{_DOCUMENT}\b.* (?:attach(?:ed|ments?)|enclosed|uploaded)\b",
    rf"\b(?:attached|enclosed|uploaded|separate)(?: \S+){{0,3}} {_DOCUMENT}\b",
    r"^(?:(?:the|as|an?|in|per|is|submitted|sent|by|please|consider|with) )*(?:attach(?:ed|ments?)|enclosed|uploaded)"
    rf"(?: (?:\d+|[a-z]|above|below|here|separately|as|requested|sent|by|email|{_DOCUMENT}))*$",
)
ATTACHED: Final = (
    r"\b(?!attached to\b)(attach(ed|ment|ments|ement)?|enclosed|uploaded|separate (sheet|document|letter|page|email))\b"
)
ATTACHED_MOST_WORDS: Final = 14
ATTACHED_SAYS_MORE: Final = (
    # Words that mark an opinion beside the pointer: "See attached, but please keep our GP".
    r"\b(but|because|however|should|must|need|needs|want|oppose|support|agree|disagree|think|believe|concern(ed|s)?|"
    r"against|hope|not|\w*n't|also|worr(y|ied)|never|feel)\b"
)
