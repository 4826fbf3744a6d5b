/** A line of an import against what is known of its report: the first difference decides. */
import { describe, expect, it } from 'vitest';
import type { LineRefusal } from '#shared/contract/imports.ts';
import type { ImportColumn } from '#shared/exchange/columns.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import { decide, type Fate, restingStatus } from '../../../service/exchange/import/decide.ts';

type Placed = Parameters<typeof decide>[0];
type Known = NonNullable<Parameters<typeof decide>[1]>;
type Told = NonNullable<Known['told']>;

const FOLLOWED = 1_741_500_000_000;
const UNIT = '31.74.03.1002';
const OPERATOR = { caller: 'user-1', role: 'operator' } as const;

interface World {
  line?: Partial<Placed['report']>;
  channel?: Placed['channel'];
  unit?: string | undefined;
  row?: Partial<Known['row']>;
  told?: Partial<Told> | null;
  isDecidedHere?: boolean;
  description?: string | undefined;
  caller?: Parameters<typeof decide>[2];
}

/** The line tells what was told before, unless a test says otherwise. */
function fate({ line, row, told, caller = OPERATOR, ...rest }: World = {}): Fate {
  const { channel = 'jaki', isDecidedHere = false } = rest;
  return decide(
    {
      report: {
        number: 'JK2503080001',
        category: 'Jalan',
        status: 'validasi',
        receivedAt: 100,
        reportedAt: 90,
        followedUpAt: FOLLOWED,
        description: 'Lubang di jalan',
        ...line,
      },
      channel,
      unit: 'unit' in rest ? rest.unit : UNIT,
    },
    {
      row: {
        status: 'validasi',
        channel: 'jaki',
        category: 'Jalan',
        receivedAt: 100,
        reportedAt: 90,
        closedAt: null,
        mergedInto: null,
        filedBy: 'user-1',
        ...row,
      },
      told: told === null ? null : { status: 'validasi', unit: UNIT, followedUpAt: FOLLOWED, ...told },
      isDecidedHere,
      description: 'description' in rest ? rest.description : 'Lubang di jalan',
    },
    caller,
  );
}

const UNCHANGED: Fate = { kind: 'unchanged' };
const refused = (reason: LineRefusal, column: ImportColumn | null): Fate => ({
  kind: 'refuse',
  faults: [{ column, reason }],
});

it('a number that is not known is a new report', () => {
  const report = { number: 'JK2503080001', category: 'Jalan', receivedAt: 1, reportedAt: 1 };
  const line = { report: { ...report, status: 'menunggu' }, channel: 'jaki', unit: undefined } as const;
  expect(decide(line, undefined, OPERATOR)).toEqual({ kind: 'add' });
});

it('what tells nothing new changes nothing', () => {
  expect(fate()).toEqual(UNCHANGED);
  expect(fate({ unit: undefined })).toEqual(UNCHANGED);
});

it('a follow-up handed in elsewhere rests with the validator here, every other status as it is', () => {
  for (const status of STATUSES) {
    expect(restingStatus(status)).toBe(status === 'tindak_lanjut' ? 'validasi' : status);
  }
  expect(fate({ line: { status: 'tindak_lanjut' } })).toEqual(UNCHANGED);
});

describe('a key of another system', () => {
  const other = { caller: 'key-2', role: 'api_client' } as const;

  it('learns nothing of reports that are not its own, not even where all is alike', () => {
    const taken = refused('nomor_terpakai', 'number');
    expect(fate({ caller: other })).toEqual(taken);
    expect(fate({ caller: other, channel: 'lapor', line: { category: 'Pohon' } })).toEqual(taken);
  });

  it('may tell of its own, and a person of anybody\u2019s', () => {
    expect(fate({ caller: other, row: { filedBy: 'key-2' } })).toEqual(UNCHANGED);
    expect(fate({ row: { filedBy: 'key-2' } })).toEqual(UNCHANGED);
  });
});

describe('a report that was filed here', () => {
  it('is left alone where the line says the same, and refused where it does not', () => {
    expect(fate({ told: null })).toEqual(UNCHANGED);
    expect(fate({ told: null, line: { status: 'selesai' } })).toEqual(refused('dicatat_di_sini', null));
  });
});

describe('what never changes', () => {
  it.each<[World, Fate]>([
    [{ channel: 'lapor' }, refused('kanal_berbeda', 'channel')],
    [{ line: { category: 'Pohon' } }, refused('isi_berbeda', 'category')],
    [{ line: { receivedAt: 101 } }, refused('isi_berbeda', 'receivedAt')],
    [{ line: { reportedAt: 91 } }, refused('isi_berbeda', 'reportedAt')],
    [{ line: { description: 'Lain' } }, refused('isi_berbeda', 'description')],
  ])('differs: %j', (world, expected) => {
    expect(fate(world)).toEqual(expected);
    // Also where the line would bring it on.
    expect(fate({ ...world, line: { status: 'selesai', ...world.line } })).toEqual(expected);
  });

  it('compares no description with one that was erased or is not told', () => {
    expect(fate({ description: undefined })).toEqual(UNCHANGED);
    expect(fate({ line: { description: undefined } })).toEqual(UNCHANGED);
  });
});

describe('a line that says the same status at the same office', () => {
  it('must tell the same follow-up', () => {
    expect(fate({ line: { followedUpAt: FOLLOWED - 1 } })).toEqual(refused('isi_berbeda', 'followedUpAt'));
    expect(fate({ line: { followedUpAt: undefined } })).toEqual(refused('isi_berbeda', 'followedUpAt'));
  });

  const ended = (line: number | undefined, told: number | undefined, here: number | null): Fate =>
    fate({
      line: { status: 'selesai', closedAt: line },
      told: { status: 'selesai', ...(told === undefined ? {} : { closedAt: told }) },
      row: { status: 'selesai', closedAt: here },
    });

  it('must tell the same end: as it was told, or to the second as it ended here', () => {
    const other = refused('isi_berbeda', 'closedAt');
    expect(ended(5_000, 5_000, null)).toEqual(UNCHANGED);
    expect(ended(undefined, undefined, 7_000)).toEqual(UNCHANGED);
    expect(ended(5_000, 6_000, null)).toEqual(other);
    expect(ended(7_000, undefined, 7_999)).toEqual(UNCHANGED);
    expect(ended(7_999, undefined, 7_000)).toEqual(UNCHANGED);
    expect(ended(7_000, undefined, 8_000)).toEqual(other);
    expect(ended(undefined, 5_000, null)).toEqual(other);
    expect(ended(undefined, 5_000, 5_000)).toEqual(other);
    expect(ended(0, undefined, null)).toEqual(other);
  });
});

describe('a line that tells something new', () => {
  const working: World = { told: { status: 'proses' }, row: { status: 'proses' } };

  it.each<[string, World, Fate]>([
    ['the next status', { ...working, line: { status: 'tindak_lanjut' } }, { kind: 'move', to: 'validasi' }],
    ['an end', { line: { status: 'selesai', closedAt: 7 } }, { kind: 'move', to: 'selesai' }],
    ['another office', { unit: '31.71.01.1001' }, { kind: 'move', to: 'validasi' }],
    ['a later follow-up', { line: { followedUpAt: FOLLOWED + 1 } }, { kind: 'move', to: 'validasi' }],
    ['a first follow-up', { told: { followedUpAt: 0 } }, { kind: 'move', to: 'validasi' }],
  ])('brings the report on: %s', (_, world, expected) => {
    expect(fate(world)).toEqual(expected);
  });

  it('is a new follow-up only while the report waits for a validator', () => {
    const late = { status: 'proses', followedUpAt: FOLLOWED + 1 } as const;
    expect(fate({ ...working, line: late })).toEqual(refused('isi_berbeda', 'followedUpAt'));
  });

  it('never leads back', () => {
    expect(fate({ line: { status: 'menunggu' } })).toEqual(refused('status_mundur', 'status'));
    const over: World = { told: { status: 'selesai' }, row: { status: 'selesai' } };
    expect(fate({ ...over, line: { status: 'proses' } })).toEqual(refused('status_mundur', 'status'));
  });

  it.each<[string, World]>([
    ['decided here', { isDecidedHere: true }],
    ['merged here', { row: { mergedInto: 'JK2503080002' } }],
  ])('changes nothing of what was %s', (_, here) => {
    const decided = refused('diputuskan_di_sini', 'status');
    expect(fate({ ...here, line: { status: 'selesai' } })).toEqual(decided);
    expect(fate({ ...here, unit: '31.71.01.1001' })).toEqual(UNCHANGED);
    const alike: World = { ...here, row: { ...here.row, status: 'selesai' }, line: { status: 'selesai' } };
    expect(fate(alike)).toEqual(UNCHANGED);
  });

  it('is what was told before, not what stands here, that is compared', () => {
    const here: World = { isDecidedHere: true, row: { status: 'tl_ditolak' } };
    expect(fate(here)).toEqual(UNCHANGED);
    expect(fate({ ...here, line: { status: 'selesai' } })).toEqual(refused('diputuskan_di_sini', 'status'));
  });
});
