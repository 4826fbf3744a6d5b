import { beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { signIn } from '../../../extension/worker/account/session.ts';
import { Cycle, keepPolling } from '../../../extension/worker/cycle.ts';
import { ticket } from '../fixtures.ts';
import { surroundings } from './context.ts';

describe('the alarm', () => {
  const alarms = () => browser.alarms.getAll();
  let now: number;
  beforeEach(() => {
    now = Date.now();
  });

  it('is set where a restart lost it, and left alone where it is right', async () => {
    await keepPolling(now);
    const [first] = await alarms();
    expect(first).toMatchObject({ name: 'poll', periodInMinutes: 0.5 });
    await keepPolling(now + 20_000);
    expect(await alarms()).toEqual([first]);
  });

  it('is set anew where the clock was put back: it would ring when that hour comes again', async () => {
    await browser.alarms.create('poll', { when: now + 3_600_000, periodInMinutes: 0.5 });
    await keepPolling(now);
    const [alarm] = await alarms();
    expect(alarm?.scheduledTime).toBeLessThan(now + 60_000);
  });

  it('is set anew where it should have rung long ago', async () => {
    await browser.alarms.create('poll', { when: now - 3_600_000, periodInMinutes: 0.5 });
    await keepPolling(now);
    const [alarm] = await alarms();
    expect(alarm?.scheduledTime).toBeGreaterThanOrEqual(now);
  });
});

it('a poll that finds nothing new costs three answers without a body', async () => {
  const world = surroundings();
  world.service.put(ticket());
  const answers: number[] = [];
  const fetch = world.fetch;
  world.fetch = async (...call) => {
    const response = await fetch(...call);
    answers.push(response.status);
    return response;
  };
  await signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
  await new Cycle(world).run();
  answers.length = 0;
  await new Cycle(world).run();
  expect(answers).toEqual([304, 304, 304]);
  world.service.happen(ticket({ version: 5 }));
  answers.length = 0;
  await new Cycle(world).run();
  expect(answers).toEqual([200, 304, 304]);
});
