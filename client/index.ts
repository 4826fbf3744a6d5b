/** What the package offers. */

export type { Answer, CallOptions, ResultOf } from '#shared/contract/client.ts';
export {
  ForeignAnswerError,
  NotModified,
  ProblemError,
  UnreachableError,
} from '#shared/contract/client.ts';
export type { OperationName } from '#shared/contract/operations.ts';
export type { LoosePhoto, PhotoUpload } from '#shared/contract/photos.ts';
export type { Problem, ProblemWord } from '#shared/contract/problem.ts';
export type { Change } from '#shared/contract/queue.ts';
export type { FiledTicket, ListItem, Ticket, Tracking } from '#shared/contract/ticket.ts';
export { type ConnectOptions, connect, type Tuntas } from './connect.ts';
export type { FollowOptions } from './follow.ts';
export { OriginError } from './origin.ts';
export type { ItemOf, Paged } from './pages.ts';
export type { UploadOptions } from './photos.ts';
