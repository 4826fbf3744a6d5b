/** One call of the API as the table of operations describes it. */
import type { z } from 'zod';
import type { Right } from '../people/right.ts';
import type { ProblemWord } from './problem.ts';

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `API_BASE`, with `{name}` for parameters. */
  path: string;
  query?: z.ZodType;
  /** JSON body, or the JSON part of a multipart call when `files` is there. */
  body?: z.ZodType;
  /** Name of the JSON part, and the names under which files may come. In JSON the same names hold ids of `POST /photos`. */
  multipart?: { part: string; files: readonly string[] };
  /**
   * A file of this size at most as the body itself, under one of these types (`image/*` = all of them), or, where
   * `part` names it, alone in a multipart form. It is not read before its route.
   */
  upload?: { types: readonly string[]; part?: string; maxBytes: number };
  /** Of a success; absent = 200. */
  status?: 201 | 202 | 204;
  /** Absent: no body (204) or bytes. */
  result?: z.ZodType;
  /** The answer is sent as it is read: it may take its time. */
  streamed?: true;
  /** Of the answer; absent = JSON, or whatever the bytes are. */
  media?: string;
  /** Who may call it; `public` needs no credential. */
  right: Right | 'public';
  /** Of a JSON body, in bytes; absent = 1 MB. */
  maxBody?: number;
  /** Callers wait in a line for it, which may take longer than an answer does. */
  queues?: true;
  /** Request headers it reads beside those that every call may carry. */
  headers?: readonly RequestHeader[];
  /** Headers of its answer that say something beside the body. */
  tells?: readonly AnswerHeader[];
  /** Words with which it may refuse beside those that follow from its body, its query, its path and its headers. */
  refuses?: readonly ProblemWord[];
}

/**
 * `if-match`: the version a change is made on. `idempotency-key`: the same call sent again has one effect.
 * `if-none-match`: an answer already held comes back as 304. `last-event-id`: where a stream of events goes on. The others
 * are of the tus protocol.
 */
export type RequestHeader =
  | 'if-match'
  | 'idempotency-key'
  | 'if-none-match'
  | 'last-event-id'
  | 'tus-resumable'
  | 'upload-length'
  | 'upload-offset'
  | 'upload-metadata';

export type AnswerHeader = 'location' | 'upload-offset' | 'upload-length' | 'upload-expires';

type Details = Omit<Operation, 'method' | 'path' | 'right'>;

/** Rows of the table are written as `get(path, right, details)`; what each is for, `service/openapi/summaries.json` says. */
function row<const M extends Operation['method']>(method: M) {
  return <const P extends string, R extends Operation['right'], const D extends Details = object>(
    path: P,
    right: R,
    details?: D & Record<Exclude<keyof D, keyof Details>, never>,
  ): { method: M; path: P; right: R } & D => ({ method, path, right, ...(details as D) });
}

export const get = row('GET');
export const post = row('POST');
export const put = row('PUT');
export const patch = row('PATCH');
export const del = row('DELETE');
