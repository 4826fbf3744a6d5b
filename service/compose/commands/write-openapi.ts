/** `npm run docs:openapi`: writes the contract where it is kept under version control, to be compared at each change. */
import { writeFileSync } from 'node:fs';
import { COMMITTED, committedText } from '../../openapi/document.ts';

writeFileSync(COMMITTED, committedText());
