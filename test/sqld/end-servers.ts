/** After each file of tests on sqld: a server that nobody ends outlives the run. */
import { afterAll } from 'vitest';
import { endServers } from './houses.ts';

afterAll(endServers);
