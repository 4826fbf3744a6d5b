import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_METADATA, type PhotoFacts } from '#shared/evidence/facts.ts';
import { type Finding, finding } from '#shared/evidence/finding.ts';
import type { EvidenceBasis, Outcome } from '../../../extension/connection/messages.ts';
import { createCheckWorker, type Run } from '../../../extension/precheck/check-worker.ts';
import { Precheck, type PrecheckState, type Question } from '../../../extension/precheck/precheck.ts';
import type { Answer, Task } from '../../../extension/precheck/worker.ts';

const photo = (name: string): File => new File([name], name, { type: 'image/jpeg' });

const FACTS: PhotoFacts = {
  ...NO_METADATA,
  sha256: 'a',
  bytes: 1,
  format: 'jpeg',
  width: 4000,
  height: 3000,
  unreadable: null,
  pixelsRead: false,
  thumbnailDifference: null,
};

const BASIS: EvidenceBasis = {
  point: { lat: -6.26, lon: 106.81 },
  reportedAt: 1_000,
  category: 'Jalan',
  thresholds: null,
  clockOffset: 500,
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a pre-check', () => {
  let tasks: Task[];
  let state: PrecheckState | null;
  let answer: Run;

  beforeEach(() => {
    tasks = [];
    state = null;
    answer = async (task) =>
      task.kind === 'read' ? { kind: 'facts', facts: FACTS } : { kind: 'findings', findings: [] };
  });

  const start = (): Precheck =>
    new Precheck({
      now: () => 10_000,
      changed: (next) => {
        state = next;
      },
      run: (task) => {
        tasks.push(task);
        return answer(task);
      },
    });
  const kinds = (): string[] => tasks.map((task) => (task.kind === 'read' ? task.photo.name : 'judge'));

  it('reads each photo once, however often the narrative changes', async () => {
    const check = start();
    check.hand({ chosen: [photo('a'), photo('b')], narrative: 'Lubang' });
    await vi.runAllTimersAsync();
    check.hand({ narrative: 'Lubang ditambal' });
    check.hand({ narrative: 'Lubang ditambal di jalan' });
    await vi.runAllTimersAsync();
    expect(kinds()).toEqual(['a', 'b', 'judge', 'judge']);
    expect(tasks.at(-1)).toMatchObject({ evidence: { narrative: 'Lubang ditambal di jalan' } });
  });

  it('says nothing of photos that were chosen anew while they were being read', async () => {
    let release: (answer: Answer) => void = () => undefined;
    answer = (task) =>
      task.kind === 'read' && task.photo.name === 'old'
        ? new Promise((resolve) => {
            release = resolve;
          })
        : Promise.resolve(
            task.kind === 'read' ? { kind: 'facts', facts: FACTS } : { kind: 'findings', findings: [] },
          );
    const check = start();
    check.hand({ chosen: [photo('old')] });
    await vi.advanceTimersByTimeAsync(0);
    check.hand({ chosen: [photo('new')] });
    release({ kind: 'facts', facts: { ...FACTS, unreadable: 'damaged' } });
    await vi.runAllTimersAsync();
    expect(kinds()).toEqual(['old', 'new', 'judge']);
    expect(state?.facts).toEqual([FACTS]);
  });

  it('adds what is dropped, and reads no more than a follow-up may have', async () => {
    const check = start();
    check.hand({ chosen: Array.from({ length: 9 }, (_, i) => photo(`p${i}`)) });
    check.hand({ dropped: [photo('d1'), photo('d2')] });
    await vi.runAllTimersAsync();
    expect(state?.files).toHaveLength(11);
    expect(kinds()).toEqual([...Array.from({ length: 9 }, (_, i) => `p${i}`), 'd1', 'judge']);
  });

  it('judges by the report once that is known, at the service’s time, and without it by no point at all', async () => {
    const check = start();
    check.hand({ chosen: [photo('a')] });
    await vi.runAllTimersAsync();
    expect(tasks.at(-1)).toMatchObject({ evidence: { report: { point: null, reportedAt: 0 } } });
    check.basedOn(BASIS);
    await vi.runAllTimersAsync();
    expect(tasks.at(-1)).toMatchObject({
      evidence: { report: { point: BASIS.point, reportedAt: 1_000, category: 'Jalan' }, submittedAt: 10_500 },
    });
    expect(kinds()).toEqual(['a', 'judge', 'judge']);
  });

  it('takes a photo that ran out of time for unreadable, and says so when the judging itself did', async () => {
    answer = async () => null;
    start().hand({ chosen: [photo('a')] });
    await vi.runAllTimersAsync();
    expect(state?.facts).toMatchObject([{ unreadable: 'pending' }]);
    expect(state?.broken).toBe(true);
  });

  it('has nothing to judge in an empty form', async () => {
    const check = start();
    check.basedOn(BASIS);
    check.hand({ chosen: [], narrative: '  ' });
    await vi.runAllTimersAsync();
    expect(tasks).toEqual([]);
    expect(state?.findings).toBeNull();
  });
});

describe('a pre-check on the service’s own form', () => {
  let questions: Question[];
  let state: PrecheckState | null;
  let found: Finding[];
  let answer: () => Promise<Outcome<Finding[]>>;

  beforeEach(() => {
    questions = [];
    state = null;
    found = [finding('NARRATIVE_THIN')];
    answer = async () => ({
      ok: true,
      value: [
        { ...finding('PHOTO_REUSED'), photo: 0 },
        finding('NARRATIVE_THIN'),
        finding('NARRATIVE_DUPLICATE'),
      ],
    });
  });

  const start = (): Precheck =>
    new Precheck({
      now: () => 10_000,
      changed: (next) => {
        state = next;
      },
      run: async (task) =>
        task.kind === 'read' ? { kind: 'facts', facts: FACTS } : { kind: 'findings', findings: found },
      compare: (question) => {
        questions.push(question);
        return answer();
      },
    });
  const codes = (): string[] | undefined => state?.findings?.map(({ code }) => code);

  it('adds what only the service can compare, and keeps its own findings of the narrative', async () => {
    start().hand({ chosen: [photo('a')], narrative: 'Lubang ditambal' });
    await vi.runAllTimersAsync();
    expect(codes()).toEqual(['PHOTO_REUSED', 'NARRATIVE_THIN', 'NARRATIVE_DUPLICATE']);
    expect(state?.compared).toEqual({ state: 'done' });
  });

  it('sends photos once; where only words change afterwards, it asks about the words alone', async () => {
    const check = start();
    const [a, b, before] = [photo('a'), photo('b'), photo('c')];
    check.hand({ chosen: [a, b], before: [before], narrative: 'Lubang' });
    await vi.runAllTimersAsync();
    check.hand({ narrative: 'Lubang ditambal' });
    await vi.runAllTimersAsync();
    check.hand({ chosen: [b, a] });
    await vi.runAllTimersAsync();
    expect(questions).toEqual([
      { narrative: 'Lubang', after: [a, b], before: [before] },
      { narrative: 'Lubang ditambal', after: [], before: [] },
      { narrative: 'Lubang ditambal', after: [b, a], before: [before] },
    ]);
  });

  it('asks about the photos once more where the point of the report has changed', async () => {
    const check = start();
    check.basedOn(BASIS);
    check.hand({ chosen: [photo('a')], narrative: 'Lubang' });
    await vi.runAllTimersAsync();
    check.basedOn({ ...BASIS });
    await vi.runAllTimersAsync();
    expect(questions).toHaveLength(1);
    check.basedOn({ ...BASIS, point: { lat: -6.3, lon: 106.9 } });
    await vi.runAllTimersAsync();
    expect(questions.map(({ after }) => after.length)).toEqual([1, 1]);
  });

  it('asks nothing while somebody is still writing, and one question at a time', async () => {
    let release: (answer: Outcome<Finding[]>) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const check = start();
    check.hand({ chosen: [photo('a')] });
    await vi.advanceTimersByTimeAsync(500);
    check.hand({ chosen: [photo('b')] });
    await vi.advanceTimersByTimeAsync(2_000);
    check.hand({ chosen: [photo('c')] });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(questions.map(({ after }) => after.map(({ name }) => name))).toEqual([['b']]);
    expect(state?.compared).toEqual({ state: 'asking' });
    release({ ok: true, value: [{ ...finding('PHOTO_REUSED'), photo: 0 }] });
    await vi.advanceTimersByTimeAsync(0);
    expect(questions).toHaveLength(2);
    expect(codes()).toEqual(['NARRATIVE_THIN']);
  });

  it('says what it found itself while the service is away, and asks again when told to', async () => {
    const away = { word: 'offline', message: 'Layanan tidak menjawab.' };
    answer = async () => ({ ok: false, error: away });
    const check = start();
    check.hand({ chosen: [photo('a')], narrative: 'Lubang' });
    await vi.runAllTimersAsync();
    expect(state).toMatchObject({ compared: { state: 'failed', error: away } });
    expect(codes()).toEqual(['NARRATIVE_THIN']);
    answer = async () => ({ ok: true, value: [] });
    check.again();
    await vi.runAllTimersAsync();
    expect(state?.compared).toEqual({ state: 'done' });
    expect(questions).toHaveLength(2);
  });

  it('asks nothing that the service would refuse for its number or size', async () => {
    const huge = new File([new Uint8Array(26 * 1024 * 1024)], 'huge.jpg');
    start().hand({ chosen: Array.from({ length: 11 }, (_, i) => photo(`p${i}`)) });
    await vi.runAllTimersAsync();
    start().hand({ chosen: [huge] });
    await vi.runAllTimersAsync();
    expect(questions).toEqual([]);
  });
});

describe('its worker', () => {
  it('is killed when a task runs out of time; the next task gets a new one', async () => {
    const made: { killed: boolean; onmessage: ((event: { data: Answer }) => void) | null }[] = [];
    class Stubborn {
      killed = false;
      onmessage: ((event: { data: Answer }) => void) | null = null;
      onerror: (() => void) | null = null;
      constructor() {
        made.push(this);
      }
      postMessage(): void {
        if (made.length > 1) this.onmessage?.({ data: { kind: 'facts', facts: FACTS } });
      }
      terminate(): void {
        this.killed = true;
      }
    }
    vi.stubGlobal('Worker', Stubborn);
    const { run } = createCheckWorker();
    const task: Task = { kind: 'judge', evidence: {} as never, policy: {} as never };
    const both = Promise.all([run(task), run(task)]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await both).toEqual([null, { kind: 'facts', facts: FACTS }]);
    expect(made.map(({ killed }) => killed)).toEqual([true, false]);
  });
});
