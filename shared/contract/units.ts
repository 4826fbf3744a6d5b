/** Offices: everyone signed in may look one up, the operator keeps those that are not official places. */
import { z } from 'zod';
import { field } from '../words/field.ts';
import { get, post, put } from './operation.ts';
import { Aliases, Code, line } from './primitives.ts';

export const UNIT_KINDS = [
  'province',
  'city',
  'kecamatan',
  'kelurahan',
  'dinas',
  'suku_dinas',
  'biro',
  'bumd',
  'upt',
] as const;

/** Places carry Kemendagri's codes and names: they come from the maintained package, never by hand. */
export const KEPT_KINDS = ['dinas', 'suku_dinas', 'biro', 'bumd', 'upt'] as const;

export const Unit = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(UNIT_KINDS),
  /** Code of the unit above it. */
  parent: z.string().nullable(),
  /** What other systems call it besides. Absent only in copies kept by an older extension. */
  aliases: z.array(z.string()).optional(),
  /** It takes no reports any more. */
  closed: z.boolean(),
});
export type Unit = z.infer<typeof Unit>;

export const UnitsQuery = z.object({
  kind: z.enum(UNIT_KINDS).optional(),
  text: line(100).trim().min(1).optional(),
  /** This unit and those below it. */
  within: Code.optional(),
});
export type UnitsQuery = z.infer<typeof UnitsQuery>;

/** A few hundred in all: one page. */
export const UnitList = z.object({ items: z.array(Unit) });

const UnitName = line(200).trim().min(1);

export const NewUnit = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{2,62}$/, field('unit_code')),
  name: UnitName,
  kind: z.enum(KEPT_KINDS),
  parent: Code,
  aliases: Aliases.default([]),
});
export type NewUnit = z.infer<typeof NewUnit>;

export const UnitChange = z
  .strictObject({ name: UnitName.optional(), aliases: Aliases.optional(), closed: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, field('nothing_to_change'));
export type UnitChange = z.infer<typeof UnitChange>;

export const UNIT_OPERATIONS = {
  listUnits: get('/units', 'reference:read', { query: UnitsQuery, result: UnitList }),
  createUnit: post('/units', 'units:manage', { body: NewUnit, status: 201, result: Unit }),
  changeUnit: put('/units/{code}', 'units:manage', { body: UnitChange, result: Unit }),
};
