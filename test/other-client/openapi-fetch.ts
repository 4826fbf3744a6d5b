/** Types by openapi-typescript, called by openapi-fetch. */
import createClient from 'openapi-fetch';
import type { paths } from './made/openapi-typescript.d.ts';
import { granted, origin, tell } from './story.ts';

const api = createClient<paths>({ baseUrl: origin });
const by = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

await tell({
  async signIn(username, password) {
    const { data, error } = await api.POST('/api/v1/session', { body: { username, password } });
    return granted(data, error);
  },
  async addPhoto(token, photo) {
    const { data, error } = await api.POST('/api/v1/photos', {
      ...by(token),
      // A file has the type of text in these types: the form is made of the real one.
      body: { photo: '' },
      bodySerializer() {
        const form = new FormData();
        form.set('photo', photo);
        return form;
      },
    });
    return granted(data, error);
  },
  async file(token, body) {
    const { data, error } = await api.POST('/api/v1/tickets', { ...by(token), body });
    return granted(data, error);
  },
  async act(token, { number, version }, body) {
    const { data, error } = await api.POST('/api/v1/tickets/{number}/actions', {
      ...by(token),
      params: { path: { number }, header: { 'If-Match': `"${version}"` } },
      body,
    });
    return granted(data, error);
  },
  async changes(token, after) {
    const { data, error } = await api.GET('/api/v1/changes', { ...by(token), params: { query: { after } } });
    return granted(data, error);
  },
  async missing(token) {
    const { error } = await api.GET('/api/v1/tickets/{number}', {
      ...by(token),
      params: { path: { number: 'JK2501010001' } },
    });
    return error?.type;
  },
});
