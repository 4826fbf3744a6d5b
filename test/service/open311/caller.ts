/** Another system that speaks Open311 alone: it sends forms, and reads XML with a parser that forgives nothing. */
import { SaxesParser } from 'saxes';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import type { House } from '../harness.ts';

/** An element: its text, or the elements in it. */
export interface Element {
  name: string;
  text: string;
  children: Element[];
}

/** Throws on anything that is not well formed. */
export function parseXml(xml: string): Element {
  const parser = new SaxesParser();
  const top: Element = { name: '', text: '', children: [] };
  const open = [top];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    const element = { name, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last && last !== top) last.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const [root] = top.children;
  if (!root) throw new Error('An empty document');
  return root;
}

export interface Heard {
  status: number;
  headers: Headers;
  text: string;
  json(): unknown;
  xml(): Element;
}

export async function ask(house: House, path: string, init: RequestInit = {}): Promise<Heard> {
  const response = await house.service.app.request(`/open311/v2${path}`, init);
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, text, json: () => JSON.parse(text), xml: () => parseXml(text) };
}

export function send(
  house: House,
  path: string,
  form: string | Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Heard> {
  return ask(house, path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  });
}

/** A key as the operator makes it; Open311 files for its one channel. */
export async function keyFor(house: House, over: Record<string, unknown> = {}): Promise<string> {
  const operator = await house.as('operator');
  const made = await operator.post('/api-keys', {
    client: 'situs-311',
    name: 'Situs 311',
    scopes: ['tickets:file', 'tickets:read'],
    channels: ['jaki'],
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    ...over,
  });
  return made.as(ApiKeyWithSecret).key;
}
