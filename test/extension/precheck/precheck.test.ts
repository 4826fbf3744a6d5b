import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_METADATA, type PhotoFacts } from '#shared/evidence/facts.ts';
import type { EvidenceBasis } from '../../../extension/connection/messages.ts';
import { createCheckWorker, type Run } from '../../../extension/precheck/check-worker.ts';
import { Precheck, type PrecheckState } from '../../../extension/precheck/precheck.ts';
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
    const run = createCheckWorker();
    const task: Task = { kind: 'judge', evidence: {} as never, policy: {} as never };
    const both = Promise.all([run(task), run(task)]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await both).toEqual([null, { kind: 'facts', facts: FACTS }]);
    expect(made.map(({ killed }) => killed)).toEqual([true, false]);
  });
});
