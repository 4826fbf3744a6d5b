/** Keeps so many evidence checks going, on a thread of its own so that it delays none of the calls that are timed. */
import { parentPort, workerData } from 'node:worker_threads';

const { origin, token, photo, photos, atOnce } = workerData;

async function checkForEver() {
  for (;;) {
    const form = new FormData();
    const report = { reportedAt: new Date().toISOString() };
    form.set('check', JSON.stringify({ report, narrative: 'Petugas menambal lubang.' }));
    for (let i = 0; i < photos; i++) form.append('after', new Blob([photo]), 'foto.jpg');
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${origin}/api/v1/evidence/checks`, { method: 'POST', body: form, headers });
    await answer.text();
    parentPort?.postMessage(answer.status);
  }
}

await Promise.all(Array.from({ length: atOnce }, checkForEver));
