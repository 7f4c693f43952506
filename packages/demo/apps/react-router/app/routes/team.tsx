/** Has no loader of its own: that of the root route lets the server hear of a navigation to it. */
export default function Team() {
  return <p id="team">The people of this organization</p>
}
