/**
 * A bare connection to a browser by the DevTools protocol. Playwright attaches itself to every page and worker, which
 * keeps workers alive and slows them. Here nothing is attached to the measured targets.
 */
export interface Cdp {
  /** Calls a method, without `sessionId` of the browser itself. Rejects with the browser's error. */
  send<Result = object>(method: string, params?: object, sessionId?: string): Promise<Result>;
  /** Adds a listener for events of this name. The returned function removes it. */
  on<Params>(event: string, listener: (params: Params, sessionId?: string) => void): () => void;
  close(): void;
}

/** A connection to one page or worker. */
export interface Session {
  send<Result = object>(method: string, params?: object): Promise<Result>;
  /** Evaluates an expression and awaits its value. Rejects if the expression throws. */
  evaluate<Value>(expression: string): Promise<Value>;
  on<Params>(event: string, listener: (params: Params) => void): () => void;
  detach(): Promise<void>;
}

interface Message {
  id?: number;
  result?: unknown;
  error?: { message: string };
  method?: string;
  params?: unknown;
  sessionId?: string;
}

export async function connect(address: string): Promise<Cdp> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`no connection to ${address}`)), { once: true });
  });
  let calls = 0;
  const waiting = new Map<number, (message: Message) => void>();
  const listeners = new Map<string, Set<(params: never, sessionId?: string) => void>>();
  socket.addEventListener('message', ({ data }) => {
    const message: Message = JSON.parse(String(data));
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else
      for (const listen of listeners.get(message.method ?? '') ?? [])
        listen(message.params as never, message.sessionId);
  });
  socket.addEventListener('close', () => {
    for (const [id, answer] of waiting) answer({ id, error: { message: 'the browser is gone' } });
  });
  return {
    send<Result>(method: string, params: object = {}, sessionId?: string) {
      if (socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('the browser is gone'));
      calls += 1;
      const id = calls;
      return new Promise<Result>((resolve, reject) => {
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result as Result);
        });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
      });
    },
    on(event, listener) {
      const ofEvent = listeners.get(event) ?? new Set();
      listeners.set(event, ofEvent.add(listener));
      return () => ofEvent.delete(listener);
    },
    close: () => socket.close(),
  };
}

/** Starts a session with a page or a worker. */
export async function attach(cdp: Cdp, targetId: string): Promise<Session> {
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const session: Session = {
    send: (method, params) => cdp.send(method, params, sessionId),
    async evaluate(expression) {
      const { result, exceptionDetails } = await session.send<Evaluated<never>>('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    on: (event, listener) =>
      cdp.on<Parameters<typeof listener>[0]>(event, (params, from) => from === sessionId && listener(params)),
    async detach() {
      await cdp.send('Target.detachFromTarget', { sessionId });
    },
  };
  return session;
}

interface Evaluated<Value> {
  result: { value: Value };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}
