/** Finds a Firefox for the end-to-end tests. Plain JavaScript: the test runner needs it before anything is built. */
import { isExecutable, onPath } from '../../../service/compose/launch/chromium.mjs';

/**
 * @param {NodeJS.ProcessEnv} [env] `TUNTAS_FIREFOX` names one outright.
 * @returns {string | null} its path, or null.
 */
export function findFirefox(env = process.env) {
  const candidates = env.TUNTAS_FIREFOX ? [env.TUNTAS_FIREFOX] : onPath(['firefox-esr', 'firefox'], env);
  return candidates.find(isExecutable) ?? null;
}
