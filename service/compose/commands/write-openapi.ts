/** `npm run docs:openapi`: writes the contract where it is kept under version control, to be compared at each change. */
import { writeFileSync } from 'node:fs';
import { workFor } from '#shared/city/here.ts';
import { JAKARTA } from '#shared/city/packs.ts';
import { COMMITTED, committedText } from '../../openapi/document.ts';

workFor(JAKARTA);
writeFileSync(COMMITTED, committedText());
