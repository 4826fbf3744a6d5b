/** Calls that take reports in from other systems by the file. */
import {
  IMPORT_TYPES,
  ImportJob,
  ImportPage,
  ImportQuery,
  ImportsQuery,
  MAX_IMPORT_BYTES,
  RefusalsQuery,
} from './imports.ts';
import type { Operation } from './operation.ts';

export const IMPORT_OPERATIONS = {
  startImport: {
    method: 'POST',
    path: '/imports',
    summary:
      "Import a file: CRM's export (CSV, XLSX), its public read format (JSON, NDJSON); the same file again changes nothing",
    query: ImportQuery,
    upload: { types: IMPORT_TYPES, maxBytes: MAX_IMPORT_BYTES },
    status: 202,
    result: ImportJob,
    right: 'tickets:import',
    refuses: ['in-progress'],
  },
  listImports: {
    method: 'GET',
    path: '/imports',
    summary: "The caller's imports, newest first",
    query: ImportsQuery,
    status: 200,
    result: ImportPage,
    right: 'tickets:import',
  },
  getImport: {
    method: 'GET',
    path: '/imports/{id}',
    summary: 'How far an import has come',
    status: 200,
    result: ImportJob,
    right: 'tickets:import',
  },
  cancelImport: {
    method: 'DELETE',
    path: '/imports/{id}',
    summary: 'Stop an import; what was taken by then stays',
    status: 200,
    result: ImportJob,
    right: 'tickets:import',
  },
  importRefusals: {
    method: 'GET',
    path: '/imports/{id}/refusals',
    summary: 'The first 10,000 lines that were not taken, and why, as CSV or NDJSON',
    query: RefusalsQuery,
    status: 200,
    right: 'tickets:import',
  },
} as const satisfies Record<string, Operation>;
