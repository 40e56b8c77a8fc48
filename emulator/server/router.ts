import { type Answer, type EmulatedRequest, Refusal } from './http-message';

/** The parts of a path that a route's pattern names, percent-decoded. */
export type RouteParameters = Readonly<Record<string, string>>;

/** Answers a request that a route's pattern fits. */
export type Handler = (request: EmulatedRequest, parameters: RouteParameters) => Answer;

/** Answers a request of a caller whom the service let in. */
export type GuardedHandler<Caller> = (caller: Caller, request: EmulatedRequest, parameters: RouteParameters) => Answer;

interface Route {
  readonly method: string;
  readonly expression: RegExp;
  readonly handler: Handler;
}

/**
 * Finds who answers a request.
 *
 * A pattern is a path with `{name}` for one segment and `{name*}` for one or more segments. Paths are compared without
 * regard to case, as Azure Resource Manager and Microsoft Graph do. The first route that fits wins.
 */
export class Router {
  private readonly routes: Route[] = [];

  /** Adds a route that anybody may call. */
  public on(method: string, pattern: string, handler: Handler): void {
    this.routes.push({ method, expression: expressionOf(pattern), handler });
  }

  /** A view of this router whose handlers get a caller; `admit` throws a refusal if there is none to let in. */
  public guardedBy<Caller>(admit: (request: EmulatedRequest) => Caller): GuardedRouter<Caller> {
    return {
      on: (method, pattern, handler) =>
        this.on(method, pattern, (request, parameters) => handler(admit(request), request, parameters)),
    };
  }

  /** The answer to a request; undefined if no route fits. */
  public answer(request: EmulatedRequest): Answer | undefined {
    for (const route of this.routes) {
      const match = route.method === request.method ? route.expression.exec(request.path) : null;
      if (match) {
        return route.handler(request, decoded(match.groups ?? {}));
      }
    }
    return undefined;
  }
}

/** The part of a router that a service with callers needs. */
export interface GuardedRouter<Caller> {
  on(method: string, pattern: string, handler: GuardedHandler<Caller>): void;
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.$()]/g, '\\$&')
    .replace(/\{(\w+)\*\}/g, '(?<$1>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}/?$`, 'i');
}

function decoded(groups: Record<string, string>): RouteParameters {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodedText(value)]));
}

function decodedText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    const message = `The path segment '${text}' is not a valid percent-encoding.`;
    throw new Refusal({ status: 400, body: { error: { code: 'BadRequest', message } } }, message);
  }
}
