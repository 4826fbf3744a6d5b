/** What would come of a file: every line is decided as it would be, and nothing is written. */
import {
  type ImportPreview,
  PREVIEW_FATES,
  type PreviewFate,
  type PreviewRow,
} from '#shared/contract/imports.ts';
import type { NameKind } from '#shared/contract/unknown-names.ts';
import type { ForeignReport } from '#shared/exchange/row.ts';
import { nameKey } from '#shared/names/fold.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { decide } from './decide.ts';
import { readKnown } from './known.ts';
import type { ReadLine } from './messages.ts';
import { type FoundPlace, place } from './place.ts';
import { openGroups, type RefusedAlike } from './refusals.ts';
import { openSeen } from './seen.ts';
import type { ImportWriteDeps } from './steps.ts';
import type { Importing } from './write.ts';

/** As it lies beside the file until that is imported: near names and sentences are added where it is shown. */
export interface Foreseen extends Pick<ImportPreview, 'rows' | 'examples' | 'expected'> {
  names: { kind: NameKind; name: string; reports: number }[];
  refused: RefusedAlike[];
}

const SHOWN_ROWS = 10;
/** Characters of a text. */
const SHOWN_TEXT = 200;
/** Names counted; a file with more has something else in that column. */
const MOST_NAMES = 1_000;

const FATES = {
  add: 'added',
  move: 'moved',
  correct: 'corrected',
  unchanged: 'unchanged',
  refuse: 'refused',
} as const;

/** In memory is no more than numbers, names and reasons, however long the file. */
export function openPreview(services: ImportWriteDeps, job: Importing) {
  const expected = Object.fromEntries(PREVIEW_FATES.map((fate) => [fate, 0])) as Record<PreviewFate, number>;
  const rows: PreviewRow[] = [];
  const names = new Map<string, Foreseen['names'][number]>();
  const seen = openSeen();
  const groups = openGroups();

  function refuse({ line }: ReadLine, faults: ReadLine['faults'] = []): void {
    expected.refused++;
    for (const fault of faults) groups.add(line, fault);
  }

  function show({ line }: ReadLine, placed: FoundPlace, fate: PreviewFate): void {
    expected[fate]++;
    if (rows.length < SHOWN_ROWS) rows.push({ line, fate, ...rowOf(placed, services) });
    for (const { kind, name } of placed.unknown) {
      const key = `${kind} ${nameKey(name)}`;
      const known = names.get(key);
      if (known) known.reports++;
      else if (names.size < MOST_NAMES) names.set(key, { kind, name, reports: 1 });
    }
  }

  return {
    /** A few at once: their reports are looked up together. */
    async take(lines: readonly ReadLine[]): Promise<void> {
      const numbers = lines.flatMap(({ report }) => report?.number ?? []);
      const known = await readKnown(services.db, numbers);
      for (const one of lines) {
        const placed = one.report && place(one.report, job, services);
        if (!placed) refuse(one, one.faults);
        else if ('faults' in placed) refuse(one, placed.faults);
        else if (seen.again(placed.report.number)) show(one, placed, 'repeated');
        else {
          const fate = decide(placed, known.get(placed.report.number), job);
          if (fate.kind === 'refuse') refuse(one, fate.faults);
          else show(one, placed, FATES[fate.kind]);
        }
      }
    },
    result: (examples: Foreseen['examples']): Foreseen => ({
      ...{ examples, rows, expected },
      names: [...names.values()].toSorted((one, other) => other.reports - one.reports),
      refused: groups.all(),
    }),
  };
}

function rowOf(
  { report, channel, unit, kelurahan }: FoundPlace,
  { units }: Pick<ImportWriteDeps, 'units'>,
): Omit<PreviewRow, 'line' | 'fate'> {
  const nameOf = (code: string | null | undefined, written: string | undefined): string | undefined =>
    (code === null || code === undefined ? undefined : units.get(code)?.name) ?? written;
  const { number, category, status, address } = report;
  const told = {
    kelurahan: nameOf(kelurahan, report.kelurahan),
    unit: nameOf(unit, report.unit),
    address: address?.slice(0, SHOWN_TEXT),
    description: report.description?.slice(0, SHOWN_TEXT),
    narrative: report.narrative?.slice(0, SHOWN_TEXT),
    ...datesOf(report),
  };
  return {
    ...{ number, category, status, channel, receivedAt: toTimestamp(report.receivedAt) },
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
  };
}

function datesOf(report: ForeignReport) {
  const told = (at: number | undefined): string | undefined => (at === undefined ? at : toTimestamp(at));
  const { reportedAt, followedUpAt, closedAt } = report;
  return { reportedAt: told(reportedAt), followedUpAt: told(followedUpAt), closedAt: told(closedAt) };
}
