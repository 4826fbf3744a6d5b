/**
 * Plays the month: every report's steps in the order of time, the clock moved to each instant, what falls on one
 * instant done at once by several officers. Each answer is compared with the script on the spot.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type Client, ProblemError } from '#shared/contract/client.ts';
import type { Counters } from '#shared/contract/queue.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import { FIXTURES } from '../evidence/desk.ts';
import { isDone, type Probe } from './counted.ts';
import type { Jakarta, Officer } from './jakarta.ts';
import { BANGKA, PER_STORY, type Step, type Story } from './story.ts';
import { instant, rfc, wib } from './when.ts';

/** Calls under way at once. */
const CALLERS = 12;

export interface Filed {
  story: Story;
  /** Its place among the reports of its story. */
  index: number;
  filedAt: number;
  number: string;
  secret: string;
}

export interface Count {
  at: string;
  who: Officer;
  counters: Counters;
}

interface Deed {
  at: number;
  do(): Promise<void>;
}

const PHOTO = readFileSync(`${FIXTURES}/photos/plain-f24631a2.jpg`);

export async function runMonth(
  jakarta: Jakarta,
  stories: readonly Story[],
  probes: readonly Probe[],
  end: string,
): Promise<{ reports: Filed[]; counts: Count[] }> {
  const reports = stories.flatMap((story) => planned(story));
  const numberOf = (name: string, index: number): string =>
    reports.find(({ story, index: i }) => story.name === name && i === index)?.number ?? '';
  const deeds: Deed[] = reports.flatMap((report) => [
    { at: report.filedAt, do: () => file(jakarta, report) },
    ...report.story.steps.map((step) => ({
      at: instant(step.at, report.filedAt),
      do: () => take(jakarta, report, step, numberOf),
    })),
  ]);
  const counts: Count[] = [];
  // What ends by itself ends at its instant.
  const ends = reports.flatMap(({ story: { aside }, filedAt }) =>
    aside ? [instant(aside.until, filedAt)] : [],
  );
  const instants = new Set([
    ...deeds.map(({ at }) => at),
    ...ends,
    ...probes.map(({ at }) => wib(at)),
    wib(end),
  ]);
  for (const at of [...instants].sort((a, b) => a - b)) {
    await jakarta.moveTo(at);
    const now = deeds.filter((deed) => deed.at === at);
    const caller = async (): Promise<void> => {
      for (let deed = now.shift(); deed; deed = now.shift()) await deed.do();
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
    for (const probe of probes.filter((one) => wib(one.at) === at)) {
      const { data } = await jakarta.officer(probe.who).call('counters', {});
      counts.push({ ...probe, counters: data });
    }
  }
  return { reports, counts };
}

function planned(story: Story): Filed[] {
  return Array.from({ length: PER_STORY }, (_, index) => {
    const day = story.on[index % story.on.length];
    return { story, index, filedAt: wib(`${day} ${story.time}`), number: '', secret: '' };
  });
}

async function file(jakarta: Jakarta, report: Filed): Promise<void> {
  const { story, index } = report;
  const desk = story.filed === 'lurah';
  const { data } = await jakarta.officer(desk ? 'lurah' : 'kanal', index).call('fileReport', {
    body: {
      channel: story.channel ?? 'kantor_lurah',
      category: 'Jalan',
      description: `Jalan berlubang di depan pasar, laporan ke-${index + 1}: ${story.name}`,
      ...(story.filed === 'kanal' ? { kelurahan: BANGKA } : {}),
      ...(story.point ? { point: story.point } : {}),
    },
  });
  report.number = data.number;
  report.secret = data.trackingSecret;
  expectAsTold(report, data, report.filedAt);
}

async function take(
  jakarta: Jakarta,
  report: Filed,
  step: Step,
  numberOf: (name: string, index: number) => string,
): Promise<void> {
  const at = instant(step.at, report.filedAt);
  if (step.by === 'warga' || step.do === 'nilai') {
    await rate(jakarta, report);
    return;
  }
  const body =
    typeof step.do === 'function'
      ? step.do({
          at: (time) => rfc(instant(time, report.filedAt)),
          numberOf: (name) => numberOf(name, report.index),
        })
      : step.do;
  const call = {
    params: { number: report.number },
    body,
    // One event, one version: what the script says happened before is what it was decided on.
    version: report.story.course.filter(([when, action]) => {
      const happened = instant(when, report.filedAt);
      return happened < at || (happened === at && action === 'tunda_berakhir');
    }).length,
    ...(step.photo ? { files: { after: [new File([PHOTO], 'sesudah.jpg')] } } : {}),
  };
  const answer = act(jakarta.officer(step.by, report.index), call);
  if (step.refused !== undefined) {
    const told = `${report.story.name}, ${step.at}`;
    await expect(answer, told).rejects.toBeInstanceOf(ProblemError);
    await expect(answer, told).rejects.toMatchObject({ word: step.refused });
    return;
  }
  const ticket = await answer;
  expectAsTold(report, ticket, at);
  const found = (ticket.verdict?.reasons ?? []).map(({ code }) => code);
  if (step.finds) expect(found).toContain(step.finds);
  if (step.clears) expect(found).not.toContain(step.clears);
}

async function act(client: Client, call: Parameters<typeof client.call<'act'>>[1]): Promise<Ticket> {
  return (await client.call('act', call)).data;
}

/** The reporter signs in nowhere: the secret from the filing stands for them. */
async function rate(jakarta: Jakarta, { number, secret }: Filed): Promise<void> {
  const send = (trackingSecret: string) =>
    fetch(`${jakarta.origin}/api/v1/tickets/${number}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'nilai', stars: 5, comment: 'Cepat dan rapi', trackingSecret }),
    });
  expect((await send('bukan-rahasianya')).status).toBe(404);
  expect((await send(secret)).status).toBe(200);
}

/** What the answer to a call says, beside what the script says was so at that instant. */
function expectAsTold({ story, filedAt }: Filed, ticket: Ticket, at: number): void {
  const until = story.course.filter((row) => instant(row[0], filedAt) <= at);
  const [, , status, desk, due] = until.at(-1) ?? story.course[0] ?? [];
  const told = { story: story.name, at: rfc(at) };
  expect({ ...told, status: ticket.status, version: ticket.version }).toEqual({
    ...told,
    status,
    version: until.length,
  });
  expect({ ...told, nextDueAt: ticket.nextDueAt && rfc(Date.parse(ticket.nextDueAt)) }).toEqual({
    ...told,
    nextDueAt: due ? rfc(instant(due, filedAt)) : null,
  });
  expect({ ...told, done: isDone(ticket) }).toEqual({ ...told, done: desk === null });
}
