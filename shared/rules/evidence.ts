/**
 * The numbers of the evidence check, as dated data. `assumed` marks what no source states: a supervisor may
 * change it, and it is shown as an estimate ("perkiraan") wherever a person is judged by it.
 */
import { z } from 'zod';
import { categoryKey, saidOf } from '../ticket/category.ts';
import { DAY, MINUTE, startOfDate, toTimestamp } from '../time/zone.ts';

export interface EvidencePolicy {
  /** First day (RFC 3339) on which it holds. */
  from: string;
  location: {
    /** How far the photographer may stand from what is photographed, metres. */
    standoffM: number;
    /** Wider stand-off by normalised category name, for what is large: a flood, a long drain. */
    standoffByCategory: Readonly<Record<string, number>>;
    /** 95 % and 99.7 % quantile of a two-dimensional error (Rayleigh), in sigmas. */
    passSigmas: number;
    failSigmas: number;
    /** However uncertain both points are, further than this beyond the stand-off nothing is confirmed; metres. */
    passSpanM: number;
    /** Fixes nearer in time than this share their error: together they are one witness; ms. */
    independentMs: number;
    /** The 68 % radius of the same distribution, in sigmas: r68 / this = sigma per axis. */
    r68Sigmas: number;
    /** Nobody is refused within this distance, metres. */
    failFloorM: number;
    /** 68 % radius of a photo whose phone states none, of a point set by hand, of a cell fix; metres. */
    photoR68M: number;
    reportR68M: number;
    cellR68M: number;
    /** A stated error below this counts as this; metres. */
    leastR68M: number;
    /** Metres of 68 % radius for each unit of GPSDOP. */
    dopM: number;
    /** A photo less certain than this can never pass; metres. */
    impreciseR68M: number;
    /** EXIF and XMP further apart than this contradict each other; metres. */
    conflictM: number;
  };
  time: {
    /** How far a camera's clock may be off against the report and the submission, ms. */
    toleranceMs: number;
    /** A position older than this neither confirms nor refutes, ms. */
    fixToleranceMs: number;
  };
  pictures: {
    /** Categories, normalised, whose photos come from a camera left standing: CCTV, a tripod. One view is like the other there. */
    standingCameras: Readonly<Record<string, boolean>>;
  };
  edits: {
    /** Mean grey difference (of 255) above which a thumbnail shows another scene. */
    thumbnailDifference: number;
  };
  narrative: {
    words: number;
    contentWords: number;
    contentWordsWithAction: number;
    /** Jaccard index of word 3-grams from which two texts are the same. */
    similarity: number;
    /** Other reports with the same text from which it is a finding. */
    copies: number;
  };
  marks: Readonly<Record<string, { assumed: boolean; source: string }>>;
}

export const EVIDENCE_POLICY: EvidencePolicy = {
  get from() {
    return toTimestamp(startOfDate('2018-01-01'));
  },
  location: {
    standoffM: 15,
    standoffByCategory: {},
    passSigmas: 2.448,
    failSigmas: 3.4,
    passSpanM: 105,
    independentMs: MINUTE,
    r68Sigmas: 1.515,
    failFloorM: 100,
    photoR68M: 15,
    reportR68M: 25,
    cellR68M: 1000,
    leastR68M: 5,
    dopM: 5,
    impreciseR68M: 100,
    conflictM: 50,
  },
  time: { toleranceMs: 5 * MINUTE, fixToleranceMs: 10 * MINUTE },
  pictures: { standingCameras: {} },
  edits: { thumbnailDifference: 20 },
  narrative: { words: 8, contentWords: 3, contentWordsWithAction: 2, similarity: 0.8, copies: 3 },
  marks: {
    'photo at the point': { assumed: false, source: 'Kep. Sekda 22/2020 as amended by 99/2022' },
    'narrative required': { assumed: false, source: 'Kep. Sekda 22/2020 as amended by 99/2022' },
    'no generative AI': { assumed: false, source: 'SE Sekda April 2026' },
    'radii and stand-off': {
      assumed: true,
      source:
        'Simulation with errors as cities give them: 2 % of honest photos fail, 98 % of those 150 m off',
    },
    'time tolerances': { assumed: true, source: 'Clock errors and stale fixes seen in real phone photos' },
    'thumbnail difference': { assumed: true, source: 'Scenes compared at 16 × 12 grey' },
    'narrative counts': { assumed: true, source: 'Action, place and eight words; crews write alike' },
  },
};

/** Stand-off in metres for a category as written; the general one where none is set for it. */
export function standoffOf(policy: EvidencePolicy, category: string | undefined): number {
  const own = category === undefined ? undefined : saidOf(policy.location.standoffByCategory, category);
  return own ?? policy.location.standoffM;
}

/** Do photos of a category, as written, come from a camera left standing? */
export function hasStandingCamera(policy: EvidencePolicy, category: string | undefined): boolean {
  return category !== undefined && saidOf(policy.pictures.standingCameras, category) === true;
}

const metres = z.number().min(0).max(10_000);
/** By the category's name as written; kept by its normalised name. */
function byCategory<V>(value: z.ZodType<V>) {
  return z
    .record(z.string().max(200), value)
    .transform((set) =>
      Object.fromEntries(Object.entries(set).map(([name, each]) => [categoryKey(name), each])),
    );
}

const words = z.number().int().min(1).max(100);

/**
 * What of it a supervisor may change. The rest is statistics and the way photos are read: a wrong number there
 * would not be another policy but a wrong calculation.
 */
export const EvidenceThresholds = z.strictObject({
  location: z.strictObject({
    standoffM: metres,
    standoffByCategory: byCategory(metres),
    failFloorM: metres.min(1),
    reportR68M: metres.min(1),
    impreciseR68M: metres.min(1),
    conflictM: metres.min(1),
  }),
  time: z.strictObject({
    toleranceMs: z.number().int().min(0).max(DAY),
    fixToleranceMs: z.number().int().min(0).max(DAY),
  }),
  pictures: z.strictObject({ standingCameras: byCategory(z.boolean()) }).default({ standingCameras: {} }),
  edits: z.strictObject({ thumbnailDifference: z.number().min(1).max(255) }),
  narrative: z.strictObject({
    words,
    contentWords: words,
    contentWordsWithAction: words,
    copies: words,
  }),
});
export type EvidenceThresholds = z.infer<typeof EvidenceThresholds>;

export function thresholdsOf(policy: EvidencePolicy): EvidenceThresholds {
  const { location, time, pictures, edits, narrative } = policy;
  return {
    location: {
      standoffM: location.standoffM,
      standoffByCategory: { ...location.standoffByCategory },
      failFloorM: location.failFloorM,
      reportR68M: location.reportR68M,
      impreciseR68M: location.impreciseR68M,
      conflictM: location.conflictM,
    },
    time: { ...time },
    pictures: { standingCameras: { ...pictures.standingCameras } },
    edits: { ...edits },
    narrative: {
      words: narrative.words,
      contentWords: narrative.contentWords,
      contentWordsWithAction: narrative.contentWordsWithAction,
      copies: narrative.copies,
    },
  };
}

/** The whole policy with the numbers that a supervisor has set; `from` as RFC 3339. */
export function evidencePolicyOf(set: EvidenceThresholds, from: string): EvidencePolicy {
  return {
    ...EVIDENCE_POLICY,
    from,
    location: { ...EVIDENCE_POLICY.location, ...set.location },
    time: set.time,
    pictures: set.pictures,
    edits: set.edits,
    narrative: { ...EVIDENCE_POLICY.narrative, ...set.narrative },
  };
}
