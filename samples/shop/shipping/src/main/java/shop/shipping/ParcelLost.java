package shop.shipping;

/** A parcel that nobody can find. */
public record ParcelLost(String order, String parcel) {
}
