/** Before each file of tests: the city they tell of, unless one says another. */
import { workFor } from '#shared/city/here.ts';
import { JAKARTA } from '#shared/city/packs.ts';

workFor(JAKARTA);
