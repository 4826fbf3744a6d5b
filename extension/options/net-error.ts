/** What a browser's name for a failed request means to whoever typed an address. Pure. */

/** `unknown`: the browser says no more than that there was no answer. */
export type Fault = 'name' | 'refused' | 'timeout' | 'certificate' | 'network' | 'unknown';

/** Chromium's `net::ERR_…`, Firefox's `NS_ERROR_…` and, for certificates, its words. In this order. */
const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|UNKNOWN_HOST/, 'name'],
  [/CERT|SSL|TLS|SEC_ERROR|[Cc]ertificate/, 'certificate'],
  [/TIMED_OUT|TIMEOUT/, 'timeout'],
  [/INTERNET_DISCONNECTED|NETWORK_CHANGED|ADDRESS_UNREACHABLE|NS_ERROR_OFFLINE/, 'network'],
  [/CONNECTION_(REFUSED|RESET|CLOSED|FAILED)|EMPTY_RESPONSE|NET_RESET|NET_INTERRUPT/, 'refused'],
];

export function faultOf(error: string | null): Fault {
  return FAULTS.find(([pattern]) => error !== null && pattern.test(error))?.[1] ?? 'unknown';
}
