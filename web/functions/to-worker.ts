interface Front {
  readonly API: Fetcher;
}

/** Hands a request, or a socket upgrade, to the Worker as it came. */
export const toWorker: PagesFunction<Front> = ({ request, env }) =>
  env.API.fetch(request.url, request);
