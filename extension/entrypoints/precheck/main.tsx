/** Starts the pre-check under the field for photos: a frame in somebody else's form. */
import { startPrecheck } from '../../precheck/start.tsx';

void startPrecheck();
