/** A stand-in for the CRM site: pages served under a name of their own, `http://crm.jakarta.test:<port>`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestSite {
  origin: string;
  /** What is served at every path from now on. */
  show: (html: string) => void;
  stop: () => Promise<void>;
}

/** As strict as the strictest site: nothing of ours may depend on what a page allows. */
const CSP = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** `allows`: what the policy permits besides, such as `frame-src *`. */
export async function startSite(html = '', allows = ''): Promise<TestSite> {
  let body = html;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', `${CSP}; ${allows}`);
    response.end(`<!doctype html><html lang="id"><meta charset="utf-8">${body}</html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://crm.jakarta.test:${port}`,
    show: (next) => {
      body = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
