/** The library of rules and joint-meeting decisions: dated, cited, and kept in every version a decision may rely on. */
import { z } from 'zod';
import { RETURN_REASONS } from '../ticket/reason.ts';
import { field } from '../words/field.ts';
import { get, post, put } from './operation.ts';
import { Instant, line, pageOf, paging, RequiredText } from './primitives.ts';

export const Citation = z.strictObject({
  regulation: line(200).trim().min(1),
  article: line(200).trim().min(1).optional(),
  /** Of the joint meeting that decided it. */
  meetingDate: z.iso.date().optional(),
});
export type Citation = z.infer<typeof Citation>;

/** A change is written whole: what is left out falls back to its default. */
export const CriterionInput = z
  .strictObject({
    title: line(200).trim().min(1),
    text: RequiredText,
    /** Null: every category. */
    category: line(200).trim().min(1).nullable().default(null),
    citation: Citation,
    reasonCodes: z.array(z.enum(RETURN_REASONS)).max(RETURN_REASONS.length).default([]),
    /** First day on which it holds; default today. */
    validFrom: z.iso.date().optional(),
    /** First day on which it no longer does. */
    validUntil: z.iso.date().nullable().default(null),
    /** True where no source says it. */
    assumed: z.boolean().default(false),
  })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom < validUntil, {
    path: ['validUntil'],
    message: field('later_than_valid_from'),
  });
export type CriterionInput = z.infer<typeof CriterionInput>;

export const Criterion = z.object({
  id: z.number().int(),
  /** From 1; `If-Match` of a change names it. */
  version: z.number().int(),
  /** What decisions refer to: one version of one criterion, for ever. */
  versionId: z.number().int(),
  title: z.string(),
  text: z.string(),
  category: z.string().nullable(),
  citation: Citation,
  reasonCodes: z.array(z.enum(RETURN_REASONS)),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
  assumed: z.boolean(),
  writtenAt: Instant,
});
export type Criterion = z.infer<typeof Criterion>;

/** The newest version, and all of them, newest first. */
export const CriterionWithHistory = Criterion.extend({ history: z.array(Criterion) });
export type CriterionWithHistory = z.infer<typeof CriterionWithHistory>;

export const CriteriaQuery = z.object({
  /** Those for this category and those for every category. */
  category: line(200).trim().min(1).optional(),
  text: line(200).trim().min(2).optional(),
  reason: z.enum(RETURN_REASONS).optional(),
  /** What held at that instant; default now. */
  at: Instant.optional(),
  ...paging,
});
export type CriteriaQuery = z.infer<typeof CriteriaQuery>;

export const CriteriaPage = pageOf(Criterion);
export type CriteriaPage = z.infer<typeof CriteriaPage>;

export const CRITERIA_OPERATIONS = {
  listCriteria: get('/criteria', 'criteria:read', { query: CriteriaQuery, result: CriteriaPage }),
  getCriterion: get('/criteria/{id}', 'criteria:read', { result: CriterionWithHistory }),
  addCriterion: post('/criteria', 'criteria:write', {
    body: CriterionInput,
    status: 201,
    result: CriterionWithHistory,
  }),
  changeCriterion: put('/criteria/{id}', 'criteria:write', {
    body: CriterionInput,
    result: CriterionWithHistory,
    headers: ['if-match'],
  }),
};
