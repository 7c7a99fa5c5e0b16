export const UNPACKED: string;
export function browserPath(): string | undefined;
export function programPath(name: string): string | undefined;
export function isProgram(path: string): boolean;
