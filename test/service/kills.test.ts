/** SIGKILL at random instants under every kind of load; a hundred times by `npm run kills`. */
import { expect, it } from 'vitest';
import { surviveKills } from '../kills/run.ts';

it('lose nothing that was answered, leave nothing by half and repeat nothing', {
  timeout: 600_000,
}, async () => {
  const survived = await surviveKills({ times: 3, seed: 15 });
  expect(survived).toMatchObject({ kills: 3, faults: [] });
  expect(survived.reports).toBeGreaterThan(0);
});
