/** A page of somebody else's, without a bundler: a citizen files with a photo, an office answers, a validator approves. */
import { connect } from 'tuntas-client/bundle';

const { origin, key, password } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const citizens = connect({ origin, token: key, language: 'en', retries: 1 });

document.querySelector('form')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const photo = new FormData(/** @type {HTMLFormElement} */ (event.target)).get('photo');
  if (!(photo instanceof File)) return;
  tell(photo).catch((error) => {
    const alert = document.querySelector('[role=alert]');
    if (alert) alert.textContent = String(error);
  });
});

/** @param {File} photo */
async function tell(photo) {
  const uploaded = await citizens.uploadPhoto(photo, { pieceBytes: 4_000 });
  const { data: filed } = await citizens.call('fileReport', {
    body: {
      channel: 'jaki',
      category: 'Jalan',
      description: 'Jalan berlubang di depan sekolah.',
      kelurahan: '31.74.03.1002',
      photos: [uploaded.id],
    },
  });
  const params = { number: filed.number };
  const following = follow(filed.number);

  const [admin, validator] = [await officer('admin'), await officer('validator')];
  const proses = { params, version: filed.version, body: { action: /** @type {const} */ ('proses') } };
  const { data: accepted } = await admin.call('act', proses);
  const { id } = await admin.addPhoto(photo);
  const { data: done } = await admin.call('act', {
    params,
    version: accepted.version,
    body: {
      action: 'tindak_lanjut',
      narrative: 'Lubang di Jalan Kemang Raya depan sekolah sudah ditambal dan dipadatkan.',
      after: [id],
    },
  });
  await validator.call('act', {
    params,
    version: done.version,
    body: { action: 'setujui', reason: 'Sudah dilihat di lokasi.' },
  });
  await following;
}

/** @param {string} number */
async function follow(number) {
  for await (const change of citizens.follow({ after: 0 })) {
    if (change.number !== number) continue;
    const step = document.createElement('li');
    step.textContent = `${change.action}: ${change.to}`;
    document.querySelector('ol')?.append(step);
    if (change.action === 'setujui') return;
  }
}

/** @param {string} username */
async function officer(username) {
  const { data } = await connect({ origin, retries: 1 }).call('signIn', { body: { username, password } });
  return connect({ origin, token: data.token });
}
