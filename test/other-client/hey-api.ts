/** A client by hey-api. */

import { client } from './made/hey-api/client.gen.ts';
import * as api from './made/hey-api/index.ts';
import { granted, origin, tell } from './story.ts';

client.setConfig({ baseUrl: origin });
const by = (auth: string) => ({ auth });

await tell({
  async signIn(username, password) {
    const { data, error } = await api.signIn({ body: { username, password } });
    return granted(data, error);
  },
  async addPhoto(token, photo) {
    const { data, error } = await api.addPhoto({ ...by(token), body: { photo } });
    return granted(data, error);
  },
  async file(token, body) {
    const { data, error } = await api.fileReport({ ...by(token), body });
    return granted(data, error);
  },
  async act(token, { number, version }, body) {
    const headers = { 'If-Match': `"${version}"` };
    const { data, error } = await api.act({ ...by(token), path: { number }, headers, body });
    return granted(data, error);
  },
  async changes(token, after) {
    const { data, error } = await api.changes({ ...by(token), query: { after } });
    return granted(data, error);
  },
  async missing(token) {
    const { error } = await api.getTicket({ ...by(token), path: { number: 'JK2501010001' } });
    return error?.type;
  },
});
