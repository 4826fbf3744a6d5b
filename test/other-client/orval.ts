/** A client by orval, over `fetch`. */
import * as api from './made/orval.ts';
import { granted, tell } from './story.ts';

const by = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

await tell({
  async signIn(username, password) {
    const { status, data } = await api.signIn({ username, password });
    return granted(status === 200 ? data : undefined, data);
  },
  async addPhoto(token, photo) {
    const { status, data } = await api.addPhoto({ photo }, by(token));
    return granted(status === 201 ? data : undefined, data);
  },
  async file(token, report) {
    const { status, data } = await api.fileReport(report, by(token));
    return granted(status === 201 ? data : undefined, data);
  },
  async act(token, { number, version }, decision) {
    const { headers } = by(token);
    const call = { headers: { ...headers, 'if-match': `"${version}"` } };
    const { status, data } = await api.act(number, decision, call);
    return granted(status === 200 ? data : undefined, data);
  },
  async changes(token, after) {
    const { status, data } = await api.changes({ after }, by(token));
    return granted(status === 200 ? data : undefined, data);
  },
  async missing(token) {
    const reply = await api.getTicket('JK2501010001', by(token));
    return reply.status === 404 ? reply.data.type : undefined;
  },
});
