/** The post as the rest of the service sees it: rounds that the minute brings. */
import type { SenderName } from '#shared/contract/notification.ts';

export interface Post {
  /** By what notices leave; empty where none do. */
  ways: readonly SenderName[];
  /** Plans what has become due and begins to send; resolves before that has ended. */
  run(): Promise<void>;
  /** Resolves once nothing more is being sent. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}
