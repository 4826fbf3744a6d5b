/** One call of the API as the table of operations describes it. */
import type { z } from 'zod';
import type { Right } from '../rights/right.ts';

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `API_BASE`, with `{name}` for parameters. */
  path: string;
  summary: string;
  query?: z.ZodType;
  /** JSON body, or the JSON part of a multipart call when `files` is there. */
  body?: z.ZodType;
  /** Name of the JSON part, and the names under which files may come; `json: false` = multipart only. */
  multipart?: { part: string; files: readonly string[]; json?: false };
  status: 200 | 201 | 202 | 204;
  /** Absent: no body (204) or bytes. */
  result?: z.ZodType;
  /** Who may call it; `public` needs no credential. */
  right: Right | 'public';
}
