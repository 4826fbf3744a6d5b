/** A line of an import against what is known of its report: the first difference decides. */
import { describe, expect, it } from 'vitest';
import type { ImportColumn, LineRefusal } from '#shared/contract/imports.ts';
import { STATUSES, type Status } from '#shared/ticket/status.ts';
import { decide, type Fate, restingStatus } from '../../../service/exchange/import/decide.ts';

type Placed = Parameters<typeof decide>[0];
type Known = NonNullable<Parameters<typeof decide>[1]>;
type Told = NonNullable<Known['told']>;

const FOLLOWED = 1_741_500_000_000;
const UNIT = '31.74.03.1002';
const OPERATOR = { caller: 'user-1', role: 'operator', mayGoBack: false } as const;

interface World {
  line?: Partial<Placed['report']>;
  unit?: string | undefined;
  row?: Partial<Known['row']>;
  told?: Partial<Told> | null;
  isDecidedHere?: boolean;
  caller?: Parameters<typeof decide>[2];
}

/** The line tells what was told before, unless a test says otherwise. */
function fate({ line, row, told, caller = OPERATOR, isDecidedHere = false, ...rest }: World = {}): Fate {
  return decide(
    {
      report: {
        number: 'JK2503080001',
        category: 'Jalan',
        status: 'validasi',
        receivedAt: 100_000,
        reportedAt: 90_000,
        followedUpAt: FOLLOWED,
        description: 'Lubang di jalan',
        ...line,
      },
      channel: 'jaki',
      unit: 'unit' in rest ? rest.unit : UNIT,
    },
    {
      row: { status: 'validasi', closedAt: null, mergedInto: null, filedBy: 'user-1', ...row },
      told: told === null ? null : { ...TOLD, ...told },
      isDecidedHere,
      description: null,
    },
    caller,
  );
}

const TOLD: Told = {
  status: 'validasi',
  category: 'Jalan',
  channel: 'jaki',
  unit: UNIT,
  receivedAt: 100_000,
  reportedAt: 90_000,
  followedUpAt: FOLLOWED,
  texts: { description: 'Lubang di jalan' },
};

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
  const other = { caller: 'key-2', role: 'api_client', mayGoBack: false } as const;

  it('learns nothing of reports that are not its own, not even where all is alike', () => {
    const taken = refused('nomor_terpakai', 'number');
    expect(fate({ caller: other })).toEqual(taken);
    expect(fate({ caller: other, line: { category: 'Pohon', channel: 'lapor' } })).toEqual(taken);
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

describe('what is told otherwise', () => {
  const corrected = (corrections: object): Fate => ({
    kind: 'correct',
    to: 'validasi',
    corrections,
    isFree: true,
  });

  it.each<[World, object]>([
    [{ line: { channel: 'lapor' } }, { channel: 'lapor' }],
    [{ line: { category: 'Pohon' } }, { category: 'Pohon' }],
    [{ unit: '31.71.01.1001' }, { unit: '31.71.01.1001' }],
    [{ line: { receivedAt: 160_000 } }, { receivedAt: 160_000 }],
    [{ line: { reportedAt: 30_000 } }, { reportedAt: 30_000 }],
    [{ line: { followedUpAt: FOLLOWED - 3_600_000 } }, { followedUpAt: FOLLOWED - 3_600_000 }],
    [{ line: { description: 'Lain' } }, { description: 'Lain' }],
    [{ line: { narrative: 'Sudah ditambal' } }, { narrative: 'Sudah ditambal' }],
  ])('is a correction, and goes along with a step: %j', (world, corrections) => {
    expect(fate(world)).toEqual(corrected(corrections));
    const step = fate({ ...world, line: { status: 'selesai', ...world.line } });
    expect(step).toEqual({ kind: 'move', to: 'selesai', corrections, isFree: true });
  });

  it('is kept beside what was decided or merged here', () => {
    const line = { category: 'Pohon' };
    const beside = { kind: 'correct', to: 'tl_ditolak', corrections: line, isFree: false };
    expect(fate({ line, isDecidedHere: true, row: { status: 'tl_ditolak' } })).toEqual(beside);
    expect(fate({ line, row: { mergedInto: 'JK2503080002' } })).toMatchObject({
      kind: 'correct',
      isFree: false,
    });
  });

  it.each<[string, World]>([
    [
      'what a column that is not there does not tell',
      { unit: undefined, line: { description: undefined, reportedAt: undefined, followedUpAt: undefined } },
    ],
    ['a text that was erased', { told: { texts: { description: 'erased' } }, line: { description: 'Lain' } }],
    ['another writing of one text', { line: { description: ' Lubang\r\ndi  jalan ' } }],
    ['an instant without its fraction', { line: { receivedAt: 100_400 } }],
  ])('is not %s', (_, world) => {
    expect(fate(world)).toEqual(UNCHANGED);
  });

  const ended = (line: number | undefined, told: number | undefined, here: number | null): Fate =>
    fate({
      line: { status: 'selesai', closedAt: line },
      told: { status: 'selesai', ...(told === undefined ? {} : { closedAt: told }) },
      row: { status: 'selesai', closedAt: here },
    });

  it('is another end, but not the one that it had here', () => {
    expect(ended(5_000, 5_000, null)).toEqual(UNCHANGED);
    expect(ended(undefined, 5_000, 5_000)).toEqual(UNCHANGED);
    expect(ended(7_000, undefined, 7_999)).toEqual(UNCHANGED);
    const other = { kind: 'correct', corrections: { closedAt: 95_000 } };
    expect(ended(95_000, 5_000, null)).toMatchObject(other);
    expect(ended(95_000, undefined, 8_000)).toMatchObject(other);
  });
});

describe('a line that tells something new', () => {
  const working: World = { told: { status: 'proses' }, row: { status: 'proses' } };

  it.each<[string, World, Status]>([
    ['the next status', { ...working, line: { status: 'tindak_lanjut' } }, 'validasi'],
    ['an end', { line: { status: 'selesai', closedAt: 7 } }, 'selesai'],
    ['a later follow-up', { line: { followedUpAt: FOLLOWED + 60_000 } }, 'validasi'],
    ['a first follow-up', { told: { followedUpAt: 0 } }, 'validasi'],
  ])('brings the report on: %s', (_, world, to) => {
    expect(fate(world)).toMatchObject({ kind: 'move', to });
  });

  it('is a new follow-up only while the report waits for a validator', () => {
    const late = { status: 'proses', followedUpAt: FOLLOWED + 60_000 } as const;
    expect(fate({ ...working, line: late })).toMatchObject({ kind: 'correct', to: 'proses' });
  });

  it('leads back only by a file that is newer than all before', () => {
    const caller = { ...OPERATOR, mayGoBack: true };
    expect(fate({ caller, line: { status: 'proses' } })).toMatchObject({ kind: 'move', to: 'proses' });
    expect(fate({ caller, isDecidedHere: true, line: { status: 'proses' } })).toEqual(
      refused('diputuskan_di_sini', 'status'),
    );
    expect(fate({ line: { status: 'menunggu' } })).toEqual(refused('status_mundur', 'status'));
    const over: World = { told: { status: 'selesai' }, row: { status: 'selesai' } };
    expect(fate({ ...over, line: { status: 'proses' } })).toEqual(refused('status_mundur', 'status'));
  });

  it.each<[string, World]>([
    ['decided here', { isDecidedHere: true }],
    ['merged here', { row: { mergedInto: 'JK2503080002' } }],
  ])('moves nothing of what was %s', (_, here) => {
    const decided = refused('diputuskan_di_sini', 'status');
    expect(fate({ ...here, line: { status: 'selesai' } })).toEqual(decided);
    const alike: World = { ...here, row: { ...here.row, status: 'selesai' }, line: { status: 'selesai' } };
    expect(fate(alike)).toEqual(UNCHANGED);
  });

  it('is what was told before, not what stands here, that is compared', () => {
    const here: World = { isDecidedHere: true, row: { status: 'tl_ditolak' } };
    expect(fate(here)).toEqual(UNCHANGED);
    expect(fate({ ...here, line: { status: 'selesai' } })).toEqual(refused('diputuskan_di_sini', 'status'));
  });
});
