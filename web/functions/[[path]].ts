interface Front {
  readonly API: Fetcher;
}

/** Hands every request, pages and socket upgrades too, to the Worker as it came. */
export const onRequest: PagesFunction<Front> = ({ request, env }) =>
  env.API.fetch(request.url, request);
