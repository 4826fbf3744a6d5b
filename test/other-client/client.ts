/**
 * Another system's program: files a report, checks a follow-up's evidence and follows what happens, with types that a
 * public generator made from the document and nothing else of Tuntas.
 */
import createClient from 'openapi-fetch';
import type { paths } from './api.d.ts';

const [origin = '', token = ''] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl: origin, headers: { authorization: `Bearer ${token}` } });

const filed = await api.POST('/api/v1/tickets', {
  params: { header: { 'Idempotency-Key': 'other-client-1' } },
  body: {
    channel: 'jaki',
    category: 'Jalan',
    description: 'Jalan berlubang di depan sekolah.',
    point: { lat: -6.26135, lon: 106.81342 },
  },
});
if (!filed.data) throw new Error(filed.error.detail ?? filed.error.title);
const { number, trackingSecret, version } = filed.data;

const again = await api.GET('/api/v1/tickets/{number}', { params: { path: { number } } });
const tracked = await api.GET('/api/v1/track/{number}', { params: { path: { number } } });
const changes = await api.GET('/api/v1/changes', { params: { query: { after: '0' } } });

const checked = await api.POST('/api/v1/evidence/checks', {
  body: {
    report: { point: { lat: -6.26135, lon: 106.81342 }, reportedAt: filed.data.reportedAt },
    narrative: '',
  },
});

const missing = await api.GET('/api/v1/tickets/{number}', {
  params: { path: { number: 'JK2501010001' } },
});

process.stdout.write(
  JSON.stringify({
    number,
    hasSecret: trackingSecret.length > 0,
    version,
    status: again.data?.status,
    tracked: tracked.data?.number,
    followed: changes.data?.items.map((change) => change.number),
    verdict: checked.data?.verdict,
    reasons: checked.data?.reasons.map(({ code }) => code).sort(),
    refusal: missing.error?.type,
  }),
);
