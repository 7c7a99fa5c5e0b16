import '@/components/surface.css';
import { renderApp } from '@/components/render.tsx';

void renderApp('sidepanel');
