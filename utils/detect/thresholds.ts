/**
 * Thresholds of the engine that are set by hand and are no knowledge of a publisher. Those in log-odds that a publisher
 * ships are `levels` of `knowledge/combinations.yaml`; those that `npm run -s train` fits are `knowledge/fitted/levels.yaml`.
 * Each one was chosen with the command that its comment names; letters are weighted letters (`weightedLength`).
 */
export const THRESHOLDS = {
  /** Folded units, from 0: a shorter text without a warning may be too little to judge. `eval` on too-little inputs. */
  minAlertUnits: 16,
  /** Folded units, from 0, of the shortest text that may be danger: less is a title or a card. `eval` on job boards. */
  minBodyUnits: 12,
  /** Share of the prior of cards that counts for a card with a text of its own, 0 to 1. `check` on unseen cards. */
  cardWithTextFactor: 0.5,
  /**
   * Letters of title and text: up to the first, wording is unreliable; from the second on, reliable. 0 < first <
   * second. `train`.
   */
  unreliableLetters: 40,
  reliableLetters: 90,
  /**
   * Letters of title and text. From the first to the second, a text is short and needs less evidence for caution (`short`
   * of the levels). Up to the third that ends evenly: long texts are mostly advertisements of boards. Below the first, a
   * text says too little for that, as "is there a contract?". 0 < first < second < third. `train`.
   */
  fewestLetters: 20,
  shortLetters: 30,
  longLetters: 110,
  /** Units of text, from 1, for each letter in disguise: with more in disguise, phrases are always searched. `eval`. */
  minUnitsPerCandidate: 60,
  /** Different awareness phrases, from 1, that make a post a warning. `eval` on warnings. */
  minAwarenessPhrases: 2,
  /** The same for a part of a long text, with the letters around it that count. `bench verdicts` (lures behind filler). */
  minArticlePhrases: 3,
  articleUnits: 6_000,
  /** Letters for each awareness phrase: warnings of the corpus have one in 160 or fewer, honest ads one in over 1,000. */
  maxLettersPerArticlePhrase: 1_300,
  maxLettersPerAwarenessPhrase: 330,
  /** Log-odds above caution of an offer that borrows words of warning and does not say how to reply. `eval` on warnings. */
  outsideWarningOdds: 1.4,
  /** Log-odds from which a post that asks for money before work is at caution. `eval` on job scams with fees. */
  moneyFirstOdds: -2.5,
  /** The same in a question whether the offer is real. `eval` on such questions. */
  moneyFirstDoubtedOdds: -4.5,
  /** Log-odds from which a post is at caution whose facts state the harm. `eval` on unseen batches. */
  statedHarmOdds: -1.4,
  /** Log-odds that a red warning needs more where no word of work stands. `eval` on unseen everyday posts. */
  talkDangerOdds: 0.5,
  /** Log-odds of the class warning from which `statedHarmOdds` does not apply. The same command. */
  maxWarningOdds: -1.5,
  /** Folded units, from 1, of the shortest quotation that is judged as an offer. The same command. */
  minQuotedOfferUnits: 30,
  /** UTF-16 units, from 1, of the longest text in which a question about an offer is looked for. `bench verdicts`. */
  maxQuestionUnits: 1_200,
  /** Log-odds, from 0, that a window (run of paragraphs) must exceed to be judged by itself. `train` (mixtures). */
  minWindowOdds: 0.6,
  /** Log-odds, from 0, that each further paragraph or sentence must add to a window. `train` (mixtures). */
  paragraphCost: 0.45,
  sentenceCost: 0.2,
  /** Log-odds of a place and of a chat service in the search of a long text. `bench verdicts` (lures behind filler). */
  placeOdds: 0.8,
  channelOdds: 0.4,
  /** For the sensitivity "calm": how far caution is raised towards danger, 0 to 1. Set by judgement. */
  calmFraction: 0.5,
  /** For the sensitivity "watchful": by how many log-odds caution is lowered, from 0. Set by judgement. */
  watchfulMargin: 0.6,
  /** Letters, from 1: a text with fewer in its words is too little; an ideograph counts for two. `eval` on too-little inputs. */
  minWordLetters: 9,
  /** Words, from 1: so is a text of fewer, unless two words have `minLettersOfTwoWords` letters or a contact. The same command. */
  minWords: 3,
  minLettersOfTwoWords: 11,
  /** Letters, from 1, below which a message with a number and a word for a code is a one-time code. The same command. */
  maxCodeMessageLetters: 120,
  /** Score, 0 to 1, from which a message with a code is judged as an offer. Set between own codes and own attacks. */
  maxCodeMessageScore: 0.62,
  /** Letters, from 1, below which the name of a chat service and an account are no message. The same command. */
  maxHandleLetters: 40,
  /** Folded units, from 1, of the longest text that may be too little: to look at more costs a third of a verdict. `bench`. */
  maxTooLittleUnits: 300,
  /** Folded units, from 1, of the longest cry for help: long texts hold most concepts by chance. `fit-held`. */
  maxHeldUnits: 900,
  /** Folded units, from 1, of the shortest cry without a listed stem. `fit-held -- --judge`: no unseen cry is lost. */
  minWordlessCryUnits: 5,
  /**
   * Log-odds that a cry needs in a part of a longer text in the text box of the check page, and how many more with each
   * doubling of the text: more parts resemble a cry by chance. Set on unseen cries between everyday texts (`find-cry.test.ts`).
   */
  heldInLongText: 2.2,
  heldPerDoubling: 0.5,
  /**
   * From these log-odds on a text is a sure offer, and a cry for help in it needs `heldInSureOffer`. Such a text: a cousin
   * inside writes that the boss hires. Set between unseen cries and lures. At 2, 7 of 1,671 such lures are taken for
   * cries; at 3 two, and two more of 728 cries for offers.
   */
  sureOfferOdds: 2,
  heldInSureOffer: 3,
  /**
   * Log-odds by which a sure offer may exceed the cry for help in it. Set likewise: of 728 unseen cries none is lost, and of
   * 2,482 unseen lures and job scams 10 are taken for cries, without this 14.
   */
  offerBeyondHeld: 1,
  /**
   * Log-odds, from 0, that laughter takes from a cry for help: 2 of 2,773 cries laugh, 5 % of the look-alikes.
   * `fit-held`.
   */
  laughterOdds: 3,
  /**
   * Log-odds that a text loses whose words name nothing a plain cry for help does. Of 1,560 unseen cries 68 are such texts, and
   * of 1,976 look-alikes 507. At 1, a third of the former is found and few of the latter.
   */
  unnamedCryOdds: 1,
} as const;
