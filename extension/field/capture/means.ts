/** What the guided camera needs of the page around: the loop's own means, and what was taken for a report so far. */
import { createContext } from 'preact';
import type { WorkerContext } from '../../connection/service.ts';

export const LoopContext = createContext<WorkerContext | null>(null);
