/**
 * Limits of the clocks, as dated data. `assumed` marks what no source states: it is shown as an estimate
 * ("perkiraan") wherever a person is judged by it.
 */
import { DAY, HOUR } from '../deadline/wib.ts';

export interface Limit {
  /** ms */
  length: number;
  assumed: boolean;
  source: string;
}

export interface ClockPolicy {
  /** First day (RFC 3339) on which it holds. */
  from: string;
  response: Limit;
  /** Default for every category; per-category values are not known to us. */
  completion: Limit;
  redFlag: Limit;
  validation: Limit;
}

export const CLOCK_POLICY: ClockPolicy = {
  from: '2018-01-01T00:00:00+07:00',
  response: {
    length: 6 * HOUR,
    assumed: false,
    source: 'SE Sekda 61/SE/2018: answered within six hours, nights and weekends included',
  },
  completion: {
    length: 7 * DAY,
    assumed: true,
    source: 'Seven calendar days are stated in general; limits per category are not published',
  },
  redFlag: { length: 6 * DAY, assumed: false, source: 'No appropriate response in six days' },
  validation: { length: 72 * HOUR, assumed: false, source: 'Kep. Sekda 22/2020: three times 24 hours' },
};
