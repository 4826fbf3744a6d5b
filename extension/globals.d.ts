/** True in builds for end-to-end tests: shadow roots are open there, because Playwright sees no closed ones. */
declare const __E2E__: boolean;
/** The city it is built for. */
declare const __CITY__: import('#shared/city/facts.ts').CityFacts;
