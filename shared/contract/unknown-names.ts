/** Names of other systems that nobody here recognises yet: whoever decides one moves every report that waits for it. */
import { z } from 'zod';
import { get, post } from './operation.ts';
import { Code, line } from './primitives.ts';
import { NewUnit } from './units.ts';

const NAME_KINDS = ['category', 'unit', 'kelurahan'] as const;
export type NameKind = (typeof NAME_KINDS)[number];

export const UnknownName = z.object({
  kind: z.enum(NAME_KINDS),
  /** As it was written. */
  name: z.string(),
  /** How many wait for it. */
  reports: z.number().int(),
  /** Categories or offices that are called alike, best first. */
  near: z.array(z.object({ code: z.string(), name: z.string() })),
});
export type UnknownName = z.infer<typeof UnknownName>;

/** Those that most reports wait for. */
export const UnknownNames = z.object({ items: z.array(UnknownName) });

/**
 * `as`: the category or office that is meant, which is known by that name from then on. `office`: one that is added, which
 * takes the right to keep offices. Without either a category is added.
 */
export const RecogniseName = z
  .strictObject({
    kind: z.enum(NAME_KINDS),
    name: line(200).min(1),
    as: Code.optional(),
    office: NewUnit.omit({ aliases: true }).optional(),
  })
  .refine(({ kind, as, office }) => kind === 'category' || as !== undefined || office !== undefined, {
    path: ['as'],
    message: 'must name the office, or office one to be added',
  })
  .refine(({ kind, as, office }) => office === undefined || (kind === 'unit' && as === undefined), {
    path: ['office'],
    message: 'is only for an office by a name that none has',
  });
export type RecogniseName = z.infer<typeof RecogniseName>;

export const UNKNOWN_NAME_OPERATIONS = {
  unknownNames: get('/unknown-names', 'names:recognise', { result: UnknownNames }),
  recogniseName: post('/unknown-names', 'names:recognise', {
    body: RecogniseName,
    result: UnknownNames,
    refuses: ['forbidden', 'not-found'],
  }),
};
