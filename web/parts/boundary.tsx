import { Component } from 'react';
import type { ReactNode } from 'react';
import { NotLoaded } from './not-loaded.tsx';

export interface BoundaryProps {
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly isBroken: boolean;
}

/**
 * Keeps what fails below it - a part of the program that cannot be fetched, a fault while drawing - from blanking the rest,
 * and offers to load the page anew: a part that is missing since the page was replaced comes by no other way.
 */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override readonly state: BoundaryState = { isBroken: false };

  static getDerivedStateFromError(): BoundaryState {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return (
      <main className="nothing">
        <NotLoaded />
      </main>
    );
  }
}
