/** The part of the table of operations that looks things up: channels, categories, and the library of criteria. */
import { CriteriaPage, CriteriaQuery, CriterionInput, CriterionWithHistory } from './criteria.ts';
import type { Operation } from './operation.ts';
import { CategoriesResult, ChannelsQuery, ChannelsResult } from './reference.ts';

export const LIBRARY_OPERATIONS = {
  listChannels: {
    method: 'GET',
    path: '/channels',
    summary: 'Channels, with the days from and until which they took reports',
    query: ChannelsQuery,
    status: 200,
    result: ChannelsResult,
    right: 'reference:read',
  },
  listCategories: {
    method: 'GET',
    path: '/categories',
    summary: 'Categories, with the office usually in charge',
    status: 200,
    result: CategoriesResult,
    right: 'reference:read',
  },
  listCriteria: {
    method: 'GET',
    path: '/criteria',
    summary: 'Rules and joint-meeting decisions that hold, by category, words or return reason',
    query: CriteriaQuery,
    status: 200,
    result: CriteriaPage,
    right: 'criteria:read',
  },
  getCriterion: {
    method: 'GET',
    path: '/criteria/{id}',
    summary: 'One criterion with every version it had',
    status: 200,
    result: CriterionWithHistory,
    right: 'criteria:read',
  },
  addCriterion: {
    method: 'POST',
    path: '/criteria',
    summary: 'Write a new criterion (supervisor)',
    body: CriterionInput,
    status: 201,
    result: CriterionWithHistory,
    right: 'criteria:write',
  },
  changeCriterion: {
    method: 'PUT',
    path: '/criteria/{id}',
    summary: 'Write a new version of a criterion (supervisor); needs If-Match, the old versions stay',
    body: CriterionInput,
    status: 200,
    result: CriterionWithHistory,
    right: 'criteria:write',
    headers: ['if-match'],
  },
} as const satisfies Record<string, Operation>;
