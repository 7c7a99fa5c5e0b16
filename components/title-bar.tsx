import { Logo } from './logo.tsx';

/** The top of a surface: icon and title. */
export function TitleBar({ title }: { title: string }) {
  return (
    <header>
      <Logo />
      <h1>{title}</h1>
    </header>
  );
}
