/** Starts the worker, which browsers end and wake as they like. */
import { defineBackground } from 'wxt/utils/define-background';
import { startWorker } from '../worker/start.ts';

export default defineBackground(startWorker);
