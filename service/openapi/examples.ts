/** What each call is for, a worked body for each call that takes one, and answers where words alone would not do. All invented. */
import type { OperationName } from '#shared/contract/operations.ts';
import { CLOCK_POLICY } from '#shared/rules/clocks.ts';
import { EVIDENCE_POLICY, thresholdsOf } from '#shared/rules/evidence.ts';
import { exampleNumber } from '#shared/ticket/number.ts';
import { zoneSuffix } from '#shared/time/zone.ts';
import { fill } from '#shared/words/phrase.ts';
import written from './examples.json' with { type: 'json' };
import summaries from './summaries.json' with { type: 'json' };

interface Example {
  body?: unknown;
  result?: unknown;
}

/** A policy's numbers are those in force, so that the example is one that could be sent. */
const setPolicy: Example = {
  body: { ...written.setPolicy.body, clocks: CLOCK_POLICY, evidence: thresholdsOf(EVIDENCE_POLICY) },
};

const EXAMPLES = new Map<string, Example>(Object.entries({ ...written, setPolicy }));

/** A test holds each against the call's own schemas, and names every call with a body that has none. */
export function exampleOf(name: string): Example | undefined {
  const example = EXAMPLES.get(name);
  return example && ofCity(example);
}

/** As a call to this city's service would look. */
function ofCity(example: Example): Example {
  const values = { offset: zoneSuffix(), report_7: exampleNumber(), report_8: exampleNumber(8) };
  return JSON.parse(fill(JSON.stringify(example), values));
}

/** Types name every call without one. */
export const SUMMARIES: Readonly<Record<string, string>> = summaries satisfies Record<OperationName, string>;
