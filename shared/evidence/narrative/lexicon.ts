/**
 * What the words of `lexicon.json` are to the narrative's rule: Indonesian as officers write it. Verbs are recognised
 * by their form (`verbs.ts`); what stands there are short forms, small words, and the exceptions. Extend it by reason
 * (what would an officer write?), never to make one case come out right.
 */
import LEXICON from './lexicon.json' with { type: 'json' };

/** A list, on several lines where it is long. */
type List = string | readonly string[];

const words = (list: List): readonly string[] => [list].flat().flatMap((line) => line.split(' '));
const set = (list: List): ReadonlySet<string> => new Set(words(list));

/** Expanded before anything else is looked at: what is written in haste, beside what `spelling.ts` recognises by itself. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(LEXICON.shortForms).flatMap(([word, short]) =>
    words(short).map((one) => [one, word] as const),
  ),
);

/** A dot behind one of these ends no sentence; nor does one behind a single letter. */
export const DOTTED = set(LEXICON.dotted);

/** Words whose typing errors are recognised, beside those of the lists below that bear on a verdict. */
export const OFTEN_MISTYPED = words(LEXICON.oftenMistyped);

/** Real words that a typing error of another would read as. */
export const WORDS_OF_THEIR_OWN = set(LEXICON.wordsOfTheirOwn);

export const STOP_WORDS = set(LEXICON.stopWords);

/** Words of letters and of courtesy: they say nothing about the work. */
export const TEMPLATE_WORDS = set(LEXICON.templateWords);

/**
 * What keeps a verb from being a finished deed. `weak` ones bind to the verb they stand with, small words aside;
 * `strong` ones to every verb up to the end of the clause.
 */
export const HOLDS = {
  negative: set(LEXICON.holds.negative),
  ahead: set(LEXICON.holds.ahead),
  going: set(LEXICON.holds.going),
  strong: set(LEXICON.holds.strong),
};

/** "masuk antrian", "dalam daftar": work that waits its turn. */
export const QUEUES = set(LEXICON.queues);
export const INTO = set(LEXICON.into);

/** Between a hold and its verb. */
export const FILLERS = set(LEXICON.fillers);

/** What stands behind them is done, whatever was said before. */
export const DONE_WORDS = set(LEXICON.doneWords);

/** Said of work, it is finished; with a hold before it, it is not. */
export const FINISH_WORDS = set(LEXICON.finishWords);

/** Where a new clause begins; `dan` and its like carry on what was said of the verb before. */
export const CLAUSE_WORDS = {
  join: set(LEXICON.clauseWords.join),
  turn: set(LEXICON.clauseWords.turn),
  aim: set(LEXICON.clauseWords.aim),
  condition: set(LEXICON.clauseWords.condition),
  after: set(LEXICON.clauseWords.after),
};

/**
 * Results told in the negative ("tidak ada lagi genangan") begin a clause of their own: what stands before them
 * is the deed.
 */
export const RESULT_PHRASES = LEXICON.resultPhrases.map(words);

/** What is said of a noun with one of these is no deed: "penanganan merupakan tugas …". */
export const COPULAS = set(LEXICON.copulas);

/** Behind one of these a noun names an office or a paper, not a deed. */
export const ATTRIBUTES_OF = set(LEXICON.attributesOf);

/** Behind one of these a bare stem is an attribute too: "izin tebang". */
export const PAPERS = set(LEXICON.papers);

/** Before one of these a bare stem is a verb: "kami sapu", "langsung cat", "petugas tambal". */
export const DOERS = set(LEXICON.doers);

/** Verbs: the bare stem is what a crew writes too ("kami angkut", "petugas tambal"). */
export const ACTION_VERBS = words(LEXICON.actionVerbs);

/** Things and states as well as verbs: "sapu", "aspal", "bersih" alone are no deed, with an affix they are. */
export const ACTION_NOUNS = words(LEXICON.actionNouns);

/** States that only their causative makes a deed: "merapikan", "diratakan". */
export const ACTION_STATES = words(LEXICON.actionStates);

/** Says that something was done; what, its object or its subject says: "dilakukan penambalan". */
export const LIGHT_STEMS = words(LEXICON.lightStems);

/** Said of a deed as of a thing: "penertiban berjalan lancar", "masih berlangsung". */
export const LIGHT_WORDS = words(LEXICON.lightWords);

/** Bare, these are things: "foto terlampir". */
export const SURVEY_NOUNS = set(LEXICON.surveyNouns);

/** Looking is not mending. The bare stem is written too: "sdh survey". */
export const SURVEY_STEMS = words(LEXICON.surveyStems);

/** Given to somebody else: always so, or where it says to whom, or where it is the report that is given. */
export const HANDOVER_STEMS = {
  always: words(LEXICON.handoverStems.always),
  told: words(LEXICON.handoverStems.told),
  moved: words(LEXICON.handoverStems.moved),
};

export const TOLD_TO = set(LEXICON.toldTo);
export const REPORT_WORDS = set(LEXICON.reportWords);

/** Set down for later. */
export const PLAN_STEMS = words(LEXICON.planStems);

/** Whose it is. */
export const DUTY_WORDS = set(LEXICON.dutyWords);
export const OWNED_WORDS = set(LEXICON.ownedWords);

/** Words that look like a verb and tell no deed: states, opinions, what citizens do, and plain nouns. */
export const NO_DEEDS = set(LEXICON.noDeeds);

/** The deed is the reporter's to see, not the officer's to do: counts once it is told as done. */
export const RESULT_VERBS = set(LEXICON.resultVerbs);

/** Where. */
export const PLACE_WORDS = set(LEXICON.placeWords);

/** Of these only the name says where. */
export const NAMED_PLACES = set(LEXICON.namedPlaces);

/** Two words that name a kind of place together. */
export const PLACE_PAIRS: ReadonlySet<string> = new Set(LEXICON.placePairs);

/** Behind "jalan" one of these is no name of it. */
export const NO_NAMES = set(LEXICON.noNames);

/** "di …" one of these is no place that anybody could go to. */
export const NO_PLACES = set(LEXICON.noPlaces);

/** Before a name of a place, beside `di`. */
export const PLACE_PREPOSITIONS = set(LEXICON.placePrepositions);

/** A time to come by themselves. */
export const LATER_WORDS = set(LEXICON.laterWords);

/** "Minggu depan", "Senin mendatang": a time to come. */
export const SPANS = set(LEXICON.spans);

/** Two words that name a time to come together. */
export const LATER_PAIRS: ReadonlySet<string> = new Set(LEXICON.laterPairs);
export const TO_COME = set(LEXICON.toCome);

/** Asked to turn to somebody else: "silakan lapor ke …". */
export const ASKED = set(LEXICON.asked);
export const TURN_TO = set(LEXICON.turnTo);
