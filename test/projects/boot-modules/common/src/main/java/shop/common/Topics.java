package shop.common;

public final class Topics {
    public static final String ORDERS = "orders";
    public static final String MAILS = "mails";
    public static final short COPIES = 1;

    private Topics() {
    }
}
