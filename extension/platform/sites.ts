/**
 * Match patterns, as manifests and the service's `sites` write them: `https://crm.example.go.id/*`,
 * `http://localhost:8787/demo/laporan*`. Source: developer.chrome.com, "Match patterns".
 */

const PATTERN = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/*:]+)(?::(\d+|\*))?(\/.*)$/;

/** A pattern without a port holds for every port, as Chromium reads it. Anything unreadable matches nothing. */
export function matchesSite(pattern: string, address: string): boolean {
  const parts = PATTERN.exec(pattern);
  if (!parts || !URL.canParse(address)) return false;
  const [, scheme = '', host = '', port, path = ''] = parts;
  const url = new URL(address);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  const schemeFits = scheme === '*' ? isWeb : url.protocol === `${scheme}:`;
  const portFits = port === undefined || port === '*' || port === effectivePort(url);
  return schemeFits && portFits && hostFits(host, url.hostname) && pathFits(path, url.pathname + url.search);
}

export function matchesAnySite(patterns: readonly string[], address: string): boolean {
  return patterns.some((pattern) => matchesSite(pattern, address));
}

/** The pattern for a whole site, from whatever address of it an officer pasted; null where it is none. */
export function siteOf(address: string): string | null {
  const text = address.trim();
  const candidate = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(candidate)) return null;
  const url = new URL(candidate);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username !== '' || url.password !== '' || url.hostname.includes('*')) return null;
  return `${url.origin}/*`;
}

/**
 * The pattern as the browser at hand grants and matches it. Firefox takes patterns with a port but matches no
 * page by them: there a site is allowed on all its ports. Seen in Firefox 153.
 */
export function grantable(pattern: string): string {
  return import.meta.env.FIREFOX ? withoutPort(pattern) : pattern;
}

export function withoutPort(pattern: string): string {
  return pattern.replace(/^([^:]+:\/\/[^/:]+):(?:\d+|\*)/, '$1');
}

function effectivePort(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

function hostFits(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.startsWith('*.')) return host === pattern.toLowerCase();
  const base = pattern.slice(2).toLowerCase();
  return host === base || host.endsWith(`.${base}`);
}

function pathFits(pattern: string, path: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(path);
}
